using System.Globalization;
using DigiSoc.Cases.Parameters;
using DigiSoc.Documents;

namespace DigiSoc.Cases.Deadlines;

/// <summary>When a letter counts as notified and how long it can be contested; every number comes from the parameters.</summary>
internal sealed class ServiceTerms(ParameterTable parameters, LegalCalendar calendar, string institutionId)
{
    private const string ContestTerm = "apl.contest_deadline";

    /// <summary>Service on the spot counts at once (PazL 6); other channels as the parameters say.</summary>
    public ServiceRule RuleOf(Channel channel, DateOnly sentOn)
    {
        if (channel == Channel.OnSite)
        {
            return new ServiceRule(channel, 0, ServiceDayCount.CalendarDays, "PazL 6");
        }

        var key = "notify." + ChannelNames.Of(channel).Replace('-', '_');
        var parameter = Known(key, sentOn);
        var count = parameter.Unit == "working-days" ? ServiceDayCount.WorkingDays : ServiceDayCount.CalendarDays;
        return new ServiceRule(channel, parameter.Value!.Value.GetInt32(), count, parameter.Norm);
    }

    public (DateOnly DeemedServedOn, string Norm) Deemed(Channel channel, DateOnly sentOn)
    {
        var rule = RuleOf(channel, sentOn);
        return (ServiceDate.DeemedNotifiedOn(rule, sentOn, calendar.IsWorkingDay), rule.Norm);
    }

    /// <summary>Last day to contest: the act takes effect when served (APL 70(1)), the term is counted from there.</summary>
    public DateOnly AppealUntil(DateOnly servedOn) =>
        calendar.EndOfTerm(servedOn, Known(ContestTerm, servedOn).Value!.Value.GetString()!);

    public (string Term, string Norm) Contest(DateOnly on) =>
        Known(ContestTerm, on) is var found ? (found.Value!.Value.GetString()!, found.Norm) : default;

    private Parameter Known(string key, DateOnly on) => parameters.Resolved(key, on, institutionId) ?? throw new CaseDataException(
        "CASE-050",
        string.Create(CultureInfo.InvariantCulture, $"CASE-050 Looking up parameter '{key}' for {on:yyyy-MM-dd}: no value is in force. Add one under workflows/parameters."));
}
