using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Functions;

/// <summary>The white list of methods that a model may name as external functions.</summary>
internal static class ExternalFunctions
{
    private static readonly Dictionary<string, FeelBody> Methods = Build();

    internal static IEnumerable<string> All => Methods.Keys.Order(StringComparer.Ordinal);

    /// <summary>The method; white space in the signature does not matter.</summary>
    internal static FeelBody? Find(string type, string signature) =>
        Methods.GetValueOrDefault($"{type}.{signature.Replace(" ", "", StringComparison.Ordinal)}");

    private static Dictionary<string, FeelBody> Build()
    {
        var methods = new Dictionary<string, FeelBody>(StringComparer.Ordinal);
        foreach (var type in new[] { "double", "float", "int", "long" })
        {
            methods[$"java.lang.Math.max({type},{type})"] = (arguments, call) => Two(arguments, call, (a, b) => a >= b ? a : b);
            methods[$"java.lang.Math.min({type},{type})"] = (arguments, call) => Two(arguments, call, (a, b) => a <= b ? a : b);
            methods[$"java.lang.Math.abs({type})"] = (arguments, call) => One(arguments, call, a => a.Abs());
        }

        methods["java.lang.Math.cos(double)"] = (arguments, call) => One(arguments, call, FeelNumber.Cos);
        methods["java.lang.Math.sin(double)"] = (arguments, call) => One(arguments, call, FeelNumber.Sin);
        methods["java.lang.Math.sqrt(double)"] = (arguments, call) => One(arguments, call, a => a.SquareRoot());
        methods["java.lang.Math.exp(double)"] = (arguments, call) => One(arguments, call, a => a.Exp());
        methods["java.lang.Math.log(double)"] = (arguments, call) => One(arguments, call, a => a.Log());
        methods["java.lang.Math.floor(double)"] = (arguments, call) => One(arguments, call, a => a.Floor());
        methods["java.lang.Math.ceil(double)"] = (arguments, call) => One(arguments, call, a => a.Ceiling());
        methods["java.lang.Math.pow(double,double)"] = (arguments, call) => Two(arguments, call, FeelNumber.Power);
        AddIntegers(methods);
        AddTexts(methods);
        return methods;
    }

    private static void AddIntegers(Dictionary<string, FeelBody> methods)
    {
        AddInteger(methods, "Byte", "byte", sbyte.MinValue, sbyte.MaxValue);
        AddInteger(methods, "Short", "short", short.MinValue, short.MaxValue);
        AddInteger(methods, "Integer", "int", int.MinValue, int.MaxValue);
        AddInteger(methods, "Long", "long", long.MinValue, long.MaxValue);
        methods["java.lang.Double.valueOf(java.lang.String)"] = Parse;
        methods["java.lang.Float.valueOf(java.lang.String)"] = Parse;
        methods["java.lang.Double.valueOf(double)"] = (arguments, call) => One(arguments, call, a => a);
        methods["java.lang.Float.valueOf(float)"] = (arguments, call) => One(arguments, call, a => a);
    }

    private static void AddInteger(Dictionary<string, FeelBody> methods, string type, string primitive, long least, long greatest)
    {
        FeelNumber? InRange(FeelNumber value) => value.TryToInt64(out var whole) && whole >= least && whole <= greatest ? whole : null;
        methods[$"java.lang.{type}.valueOf({primitive})"] = (arguments, call) => One(arguments, call, InRange);
        methods[$"java.lang.{type}.valueOf(java.lang.String)"] = (arguments, call) =>
            One([Parse(arguments, call)], call, value => value.IsInteger ? InRange(value) : null);
    }

    private static void AddTexts(Dictionary<string, FeelBody> methods)
    {
        methods["java.lang.String.valueOf(char)"] = (arguments, call) =>
            arguments[0].StringOrNull is { Length: 1 } ? arguments[0] : Refuse(arguments, call);
        methods["java.lang.String.valueOf(double)"] = (arguments, _) => FeelValue.Of(ValueText.Plain(arguments[0]));
        methods["java.lang.String.valueOf(java.lang.Object)"] = (arguments, _) => FeelValue.Of(ValueText.Plain(arguments[0]));
        methods["java.lang.String.format(java.lang.String,[Ljava.lang.Object;)"] = Format;
        methods["java.lang.String.format(java.lang.String,java.lang.Object[])"] = Format;
        methods["java.lang.String.format(java.lang.String,java.lang.Object...)"] = Format;
    }

    private static FeelValue One(ReadOnlySpan<FeelValue> arguments, FeelCall call, Func<FeelNumber, FeelNumber?> compute) =>
        arguments.Length == 1 && arguments[0].TryNumber(out var number) && compute(number) is { } result
            ? FeelValue.Of(result)
            : Refuse(arguments, call);

    private static FeelValue Two(
        ReadOnlySpan<FeelValue> arguments, FeelCall call, Func<FeelNumber, FeelNumber, FeelNumber?> compute) =>
        arguments.Length == 2 && arguments[0].TryNumber(out var a) && arguments[1].TryNumber(out var b)
            && compute(a, b) is { } result
            ? FeelValue.Of(result)
            : Refuse(arguments, call);

    private static FeelValue Parse(ReadOnlySpan<FeelValue> arguments, FeelCall call) =>
        arguments.Length == 1 && FeelNumber.TryParse(arguments[0].StringOrNull ?? "", out var number)
            ? FeelValue.Of(number)
            : Refuse(arguments, call);

    /// <summary>Java's format with %s, %d, %n and %% alone; anything else is refused.</summary>
    private static FeelValue Format(ReadOnlySpan<FeelValue> arguments, FeelCall call)
    {
        if (arguments.Length == 0 || arguments[0].StringOrNull is not { } pattern)
        {
            return Refuse(arguments, call);
        }

        var (text, next) = (new System.Text.StringBuilder(), 1);
        for (var i = 0; i < pattern.Length; i++)
        {
            var directive = pattern[i] != '%' ? '\0' : i + 1 < pattern.Length ? pattern[++i] : '?';
            switch (directive)
            {
                case '\0': text.Append(pattern[i]); break;
                case '%': text.Append('%'); break;
                case 'n': text.Append('\n'); break;
                case 's' or 'd' when next < arguments.Length: text.Append(ValueText.Plain(arguments[next++])); break;
                default: return Refuse(arguments, call);
            }
        }

        return FeelValue.Of(text.ToString());
    }

    private static FeelValue Refuse(ReadOnlySpan<FeelValue> arguments, FeelCall call) =>
        call.Fail(FeelCauseKind.ExternalFunction, FeelErrors.ExternalArguments(arguments));
}
