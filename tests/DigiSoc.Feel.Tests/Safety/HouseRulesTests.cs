using System.Reflection;

namespace DigiSoc.Feel.Tests.Safety;

/// <summary>Rules about the library that a reader cannot see file by file.</summary>
public sealed class HouseRulesTests
{
    private static readonly Assembly Library = typeof(FeelExpression).Assembly;

    private const BindingFlags Everything =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void Library_Everywhere_UsesNoBinaryFloatingPoint()
    {
        var offenders = from type in Library.GetTypes()
                        from member in type.GetMembers(Everything)
                        from used in TypesOf(member)
                        where used == typeof(double) || used == typeof(float) || used == typeof(Half)
                        select $"{type.Name}.{member.Name}: {used.Name}";

        offenders.ShouldBeEmpty();
    }

    [Fact]
    public void Nodes_Fields_AreReadOnly()
    {
        var offenders = from type in Library.GetTypes()
                        where type.IsSubclassOf(typeof(DigiSoc.Feel.Evaluation.Node))
                        from field in type.GetFields(Everything)
                        where !field.IsInitOnly && !field.IsLiteral

                        // What a place remembers of the last context; lost or overwritten it costs a search, no more.
                        where field.FieldType != typeof(DigiSoc.Feel.Evaluation.EntryPlace)
                        select $"{type.Name}.{field.Name}";

        offenders.ShouldBeEmpty();
    }

    private static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        MethodBase method => (method.GetMethodBody()?.LocalVariables.Select(each => each.LocalType) ?? [])
            .Concat(method.GetParameters().Select(each => each.ParameterType))
            .Append(method is MethodInfo info ? info.ReturnType : typeof(void)),
        _ => [],
    };
}
