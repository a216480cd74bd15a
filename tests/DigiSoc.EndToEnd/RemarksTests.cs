using System.Text;
using DigiSoc.EndToEnd.Harness;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd;

/// <summary>A comment by keyboard and a file at a task, and a task found by its follow-up day.</summary>
[Trait("Category", "Slow")]
public sealed class RemarksTests(Product product, Chromium chromium)
{
    [Fact]
    public async Task Task_CommentedAndAttachedTo_ShowsBothAndIsAccessible()
    {
        using var prepared = await PreparedCase.OpenAsync(product, "300000-21001", "eaddress");
        var task = await prepared.TaskAsync("check-application");
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "rasa");
        var page = visitor.Page;
        await visitor.GoAsync($"/tasks/{task}");

        await Keyboard.TabToAsync(page, page.GetByTestId("comment-text"));
        await page.Keyboard.TypeAsync("Zvanīju; izziņu atnesīs rīt.");
        await Keyboard.TabToAsync(page, page.GetByTestId("add-comment"));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("comment")).ToContainTextAsync("izziņu atnesīs rīt");
        await page.GetByTestId("file").SetInputFilesAsync(new FilePayload
        {
            Name = "izziņa.pdf",
            MimeType = "application/pdf",
            Buffer = Encoding.ASCII.GetBytes("%PDF-1.4\ntrailer<<>>\n%%EOF\n"),
        });
        await page.GetByTestId("attach").ClickAsync();
        await Assertions.Expect(page.GetByTestId("attachment")).ToContainTextAsync("izziņa.pdf");
        await page.GetByTestId("attach").ScrollIntoViewIfNeededAsync();
        await Screens.CheckAsync(page, "task-remarks");

        await visitor.GoAsync("/tasks?scope=team&sort=follow-up&followup=on");
        await Assertions.Expect(page.GetByTestId("follow-up-only")).ToBeCheckedAsync();
        await Screens.CheckAsync(page, "tasks-follow-up");
        visitor.ShouldHaveSeenNoTrouble();
    }
}
