using System.Globalization;
using DigiSoc.EndToEnd.Harness;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd;

/// <summary>A social worker records that she is away, by keyboard alone; her substitute finds her tasks.</summary>
/// <remarks>In Jelgava, on a task that is given back at the end.</remarks>
[Trait("Category", "Slow")]
[Collection("Work of one person in Jelgava")] // Both give back what Sandis has.
public sealed class AbsencePagesTests(Product product, Chromium chromium)
{
    [Fact]
    public async Task Absence_RecordedByKeyboard_TheSubstituteFindsTheTask()
    {
        await using var away = await Visitor.SignedInAsync(product, chromium, "sandis");
        await away.GoAsync("/tasks?scope=team&sort=newest");
        await away.Page.GetByTestId("claim").First.ClickAsync();
        await Assertions.Expect(away.Page.GetByTestId("return")).ToBeVisibleAsync();
        await away.GoAsync("/absences");
        await Screens.CheckAsync(away.Page, "absences-none");

        await Keyboard.TabToAsync(away.Page, away.Page.GetByLabel("Pirmā diena"));
        await away.Page.Keyboard.TypeAsync(Day(0));
        await Keyboard.TabToAsync(away.Page, away.Page.GetByLabel("Pēdējā diena (ieskaitot)"));
        await away.Page.Keyboard.TypeAsync(Day(4));
        await Keyboard.TabToAsync(away.Page, away.Page.GetByTestId("record"));
        await away.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(away.Page.GetByTestId("notice")).ToContainTextAsync("aizvieto Signe Kolēģe");
        await Screens.CheckAsync(away.Page, "absences");

        await using var substitute = await Visitor.SignedInAsync(product, chromium, "signe");
        await substitute.GoAsync("/tasks");
        await substitute.Page.GetByTestId("of").SelectOptionAsync("sandis");
        await Assertions.Expect(substitute.Page.GetByTestId("stands-in").First).ToContainTextAsync("Sandis");
        await Screens.CheckAsync(substitute.Page, "my-tasks-substitute");
        await substitute.Page.GetByTestId("task-link").First.ClickAsync();
        await Assertions.Expect(substitute.Page.GetByTestId("stands-in")).ToContainTextAsync("Jūs aizvietojat");
        await Assertions.Expect(substitute.Page.GetByTestId("complete")).ToBeVisibleAsync();
        await Screens.CheckAsync(substitute.Page, "task-substitute");

        await using var manager = await Visitor.SignedInAsync(product, chromium, "vija");
        await manager.GoAsync("/absences?of=sandis");
        await Assertions.Expect(manager.Page.GetByLabel("Pirmā diena")).ToHaveAttributeAsync("type", "text"); // Our calendar has come.
        await manager.Page.GetByLabel("Pirmā diena").FillAsync(Day(2));
        await manager.Page.GetByLabel("Pēdējā diena (ieskaitot)").FillAsync(Day(9));
        await manager.Page.GetByTestId("record").ClickAsync();
        await Assertions.Expect(manager.Page.GetByTestId("refusals")).ToContainTextAsync("CASE-136");
        await Screens.CheckAsync(manager.Page, "absences-problem");
        await manager.Page.GetByTestId("end-absence").ClickAsync();
        await Assertions.Expect(manager.Page.GetByTestId("absences")).ToHaveCountAsync(0);

        await substitute.GoAsync("/tasks");
        await Assertions.Expect(substitute.Page.GetByTestId("stands-in")).ToHaveCountAsync(0);
        await away.GoAsync("/tasks");
        await away.Page.GetByTestId("task-link").First.ClickAsync();
        await away.Page.GetByTestId("return").ClickAsync();
        away.ShouldHaveSeenNoTrouble();
        substitute.ShouldHaveSeenNoTrouble();
    }

    private static string Day(int ahead) => TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga"))
        .AddDays(ahead).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
}
