using System.Globalization;
using System.Xml.Linq;
using DigiSoc.Bpmn.Calendars;
using DigiSoc.Bpmn.Checking;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>Values that may be computed; written out they must be what they stand for, and are never replaced without a word.</summary>
internal sealed partial class ModelCompiler
{
    /// <summary>How often a job is tried: at least once, for a job that is never tried can never be done.</summary>
    private ValueSource? Retries(XElement at, string? text) => Literal(
        at, "number of retries", text, "a whole number from 1",
        literal => int.TryParse(literal, NumberStyles.None, CultureInfo.InvariantCulture, out int retries) && retries > 0);

    private ValueSource? Priority(XElement at, string? text) => Literal(
        at, "priority", text, "a whole number from 0 to 100",
        literal => int.TryParse(literal, NumberStyles.None, CultureInfo.InvariantCulture, out int priority) && priority <= 100);

    private ValueSource? TimeToLive(XElement at, string? text) => Literal(
        at, "time to live", text, "an ISO 8601 duration such as PT1H",
        literal => Instants.TryAdd(DateTimeOffset.UnixEpoch, literal, _resources.Zone, out DateTimeOffset until) && until >= DateTimeOffset.UnixEpoch);

    private ValueSource? Literal(XElement at, string purpose, string? text, string expected, Predicate<string> canRead)
    {
        ValueSource? source = Value(at, purpose, text);
        if (source is { Expression: null } && !canRead(source.Literal))
        {
            Find(BpmnFindings.BadLiteral(at, purpose, source.Literal, expected).ForDeploying());
        }

        return source;
    }
}
