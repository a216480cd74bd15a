using System.Text.Json.Nodes;
using DigiSoc.Sandbox.Population;

namespace DigiSoc.Sandbox.Registers;

/// <summary>EP50 deductions, EP51 granted amounts, EP52 payments.</summary>
internal static class Benefits
{
    public static JsonArray Deductions(Inhabitant person, AskedPeriod period, SandboxDay day) =>
        [.. from payment in Payouts(person, period, day)
            where payment.Benefit.Deduction > 0
            select new JsonObject { ["kind"] = "enforcement_order", ["month"] = Desk.Month(payment.Month), ["amount"] = payment.Benefit.Deduction }];

    public static JsonArray Granted(Inhabitant person, AskedPeriod period) =>
        [.. from benefit in person.Benefits
            where benefit.From <= period.To && (benefit.Until is null || benefit.Until >= period.From)
            select new JsonObject { ["kind"] = benefit.Kind, ["from"] = Desk.Day(benefit.From), ["to"] = Desk.Day(benefit.Until), ["monthlyAmount"] = benefit.MonthlyAmount }];

    public static JsonArray Paid(Inhabitant person, AskedPeriod period, SandboxDay day) =>
        [.. from payment in Payouts(person, period, day)
            select new JsonObject
            {
                ["kind"] = payment.Benefit.Kind,
                ["month"] = Desk.Month(payment.Month),
                ["amount"] = payment.Benefit.MonthlyAmount - payment.Benefit.Deduction,
                ["paidOn"] = Desk.Day(Payments.BenefitDay(payment.Benefit, payment.Month)),
            }];

    private static IEnumerable<(DateOnly Month, Benefit Benefit)> Payouts(Inhabitant person, AskedPeriod period, SandboxDay day) =>
        from month in period.Months()
        from benefit in person.Benefits
        where Payments.IsActive(benefit.From, benefit.Until, month) && Payments.BenefitDay(benefit, month) <= day.Today
        select (month, benefit);
}
