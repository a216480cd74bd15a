using DigiSoc.Bpmn;
using DigiSoc.Feel;

namespace DigiSoc.Runtime.Stepping;

/// <summary>The variables an element instance sees: its own, then those of each scope around it.</summary>
internal static class VisibleVariables
{
    public static FeelContext Of(InstanceState state, long elementInstanceId)
    {
        var path = new Stack<FeelContext>();
        for (var id = elementInstanceId; id != 0;)
        {
            var element = state.Elements.FirstOrDefault(e => e.Id == id);
            if (element is null)
            {
                break;
            }

            path.Push(element.Variables);
            id = element.ParentId;
        }

        var builder = new FeelContextBuilder();
        foreach (var (name, value) in path.SelectMany(scope => scope))
        {
            builder.Set(name, value);
        }

        return builder.Build();
    }
}
