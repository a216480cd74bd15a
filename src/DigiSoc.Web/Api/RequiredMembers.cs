using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DigiSoc.Web.Api;

/// <summary>What a request's record cannot do without has to be in its JSON: told as unreadable with its name, before anything is begun.</summary>
internal static class RequiredMembers
{
    public static void DemandRequiredMembers(this JsonSerializerOptions options)
    {
        options.RespectNullableAnnotations = true;
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Demand } };
    }

    // A parameter of the constructor that is not nullable and has no default. Answers are written as they are.
    private static void Demand(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.IsRequired |= property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false }
                && Nullable.GetUnderlyingType(property.PropertyType) is null;
            property.IsGetNullable |= !property.PropertyType.IsValueType;
        }
    }
}
