using System.Text.Json.Nodes;
using DigiSoc.Sandbox.Population;

namespace DigiSoc.Sandbox.Registers;

/// <summary>Account statements; opening plus lines is closing.</summary>
internal static class Statements
{
    public static JsonArray Of(Inhabitant person, AskedPeriod period, SandboxDay day)
    {
        var ledger = new Ledger(person, day);
        var last = period.To < day.Today ? period.To : day.Today;
        if (period.From > last)
        {
            return [];
        }

        return [.. person.Accounts.Select((account, index) => index == 0
            ? Statement(account, period.From, last, ledger)
            : Empty(account, period.From, last))];
    }

    private static JsonObject Statement(Account account, DateOnly from, DateOnly last, Ledger ledger) => new()
    {
        ["iban"] = account.Iban,
        ["opening"] = ledger.BalanceBefore(from),
        ["closing"] = ledger.BalanceBefore(last.AddDays(1)),
        ["from"] = Desk.Day(from),
        ["to"] = Desk.Day(last),
        ["lines"] = new JsonArray([.. ledger.Lines.Where(line => line.Date >= from && line.Date <= last).Select(Line)]),
    };

    private static JsonObject Empty(Account account, DateOnly from, DateOnly last) => new()
    {
        ["iban"] = account.Iban,
        ["opening"] = 0m,
        ["closing"] = 0m,
        ["from"] = Desk.Day(from),
        ["to"] = Desk.Day(last),
        ["lines"] = new JsonArray(),
    };

    private static JsonObject Line(LedgerLine line) => new()
    {
        ["date"] = Desk.Day(line.Date),
        ["amount"] = line.Amount,
        ["counterparty"] = line.Counterparty,
        ["text"] = line.Text,
    };
}
