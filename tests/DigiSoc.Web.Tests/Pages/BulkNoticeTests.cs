using System.Globalization;
using System.Text;
using DigiSoc.Cases;
using DigiSoc.Web.Pages.Tasks;

namespace DigiSoc.Web.Tests.Pages;

public sealed class BulkNoticeTests
{
    private static readonly Refusal Taken = new("CASE-003", LocalText.Of("Paņēmis kolēģis.", "Taken."), LocalText.Of("Lūdziet.", "Ask."));

    [Fact]
    public void AllDone_IsOneLine() => Of("claim", Done(21)).ShouldBe(("success", "Paņemts 21 uzdevums."));

    [Fact]
    public void SameReason_IsToldOnceWithItsCases() => Of("schedule", [.. Done(2), Refused("OGR-1"), Refused("OGR-2")]).ShouldBe(
        ("warning", "Termiņi un svarīgums mainīti 2 uzdevumiem. Neizdevās 2:\nOGR-1, OGR-2: Paņēmis kolēģis. Lūdziet."));

    [Fact]
    public void NoneDone_IsDanger() => Of("return", [Refused(null)]).ShouldBe(
        ("danger", "Neizdevās 1:\n(uzdevums vairs nav atvērts): Paņēmis kolēģis. Lūdziet."));

    // The notice travels in a cookie: a browser drops one of more than 4096 bytes, and with it the whole notice.
    [Fact]
    public void ManyReasonsOnAWholePage_StillFitACookie()
    {
        var refused = Enumerable.Range(0, 25).Select(number => new TaskVerdict(
            Guid.NewGuid(),
            $"OGR-2026-{number:000000}",
            null,
            [new("CASE-003", LocalText.Of($"Uzdevumu jau paņēma Vārdsgarākais Uzvārdsvēlgarākais{number}.", ""), LocalText.Of("Lūdziet to atdot vai vadītāju – nodot jums.", ""))]));

        var (_, text) = Of("claim", [.. refused]);

        text.ShouldEndWith("Un vēl 19 citu iemeslu dēļ.");
        Encoding.UTF8.GetByteCount(text).ShouldBeLessThan(2600);
    }

    private static (string Kind, string Text) Of(string does, List<TaskVerdict> tasks)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("lv");
        return BulkNotice.Of(does, new BulkResult(tasks.Count(task => task.IsDone), tasks));
    }

    private static List<TaskVerdict> Done(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new TaskVerdict(Guid.NewGuid(), $"OGR-{number}", null, []))];

    private static TaskVerdict Refused(string? caseNumber) => new(Guid.NewGuid(), caseNumber, null, [Taken]);
}
