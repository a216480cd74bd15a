using System.Text.Json.Nodes;
using DigiSoc.Feel;

namespace DigiSoc.Cases.Forms;

/// <summary>The data a form opens with.</summary>
internal static class FormPrefill
{
    /// <summary>The variables that the form names anywhere: in fields, choices, texts, tables, conditions.</summary>
    public static JsonObject From(FormSchema form, FeelContext variables)
    {
        var data = new JsonObject();
        foreach (var (name, value) in variables)
        {
            if (!value.IsNull && form.Mentions(name))
            {
                data[name] = CaseJson.Node(value);
            }
        }

        return data;
    }
}
