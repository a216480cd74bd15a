using System.Text;
using System.Text.Json.Nodes;
using DigiSoc.EndToEnd.Harness;
using DigiSoc.EndToEnd.Running;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd;

/// <summary>A case goes to a version in which its step has another id: the mapping proposed, corrected by keyboard, looked at and carried out.</summary>
[Trait("Category", "Slow")]
public sealed class MigrationPagesTests(Product product, Chromium chromium)
{
    [Fact]
    public async Task Migrate_StepsRenamed_ProposedCorrectedByKeyboardAndCarriedOut()
    {
        using var prepared = await PreparedCase.OpenAsync(product, "300000-21001", "eaddress");
        await prepared.DoAsync("rasa", "check-application", """{"intake":{"complete":true}}""");
        await prepared.TaskAsync("confirm-household");
        var (_, deployed) = await prepared.Client.PostAsync("pauls", "packages", "renamed household", new JsonObject { ["files"] = Renamed() });
        deployed!["version"]!.GetValue<int>().ShouldBe(2, deployed.ToJsonString());
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "marta");
        var page = visitor.Page;
        await visitor.GoAsync("/operations/bulk");

        await page.GetByTestId("operation").SelectOptionAsync("Migrate");
        await page.GetByTestId("bulk-reason").FillAsync("Jaunā redakcija no 1. decembra");
        await page.GetByTestId("bulk-cases").FillAsync(prepared.Number);
        await page.GetByTestId("propose").ClickAsync();
        await Assertions.Expect(page.GetByTestId("refusals")).ToContainTextAsync("mērķa versiju");
        await page.GetByTestId("bulk-package").SelectOptionAsync("household-assembly");
        await page.GetByTestId("bulk-version").FillAsync("1");
        await page.GetByTestId("target-version").FillAsync("1");
        await page.GetByTestId("propose").ClickAsync();
        await Assertions.Expect(page.GetByTestId("mapping").GetByTestId("empty")).ToBeVisibleAsync();
        await page.GetByTestId("target-version").FillAsync("2");
        await page.GetByTestId("propose").ClickAsync();

        var household = page.GetByTestId("to-confirm-household");
        await Assertions.Expect(household).ToHaveValueAsync("confirm-household approve-household");
        await Assertions.Expect(page.GetByTestId("to-person-care")).ToHaveValueAsync("");
        await page.GetByTestId("mapping").ScrollIntoViewIfNeededAsync();
        await Screens.CheckAsync(page, "migration-mapping");

        await Keyboard.TabToAsync(page, household);
        await household.PressAsync("ArrowUp");
        await Assertions.Expect(household).ToHaveValueAsync("");
        await page.GetByTestId("preview").PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("bulk-items")).ToContainTextAsync("BPMN-214");
        await Assertions.Expect(page.GetByTestId("bulk-items")).ToContainTextAsync("nevar pārcelt");
        await Screens.CheckAsync(page, "migration-refused");

        await visitor.GoAsync("/operations/bulk");
        await page.GetByTestId("operation").SelectOptionAsync("Migrate");
        await page.GetByTestId("bulk-reason").FillAsync("Jaunā redakcija no 1. decembra");
        await page.GetByTestId("bulk-cases").FillAsync(prepared.Number);
        await page.GetByTestId("bulk-package").SelectOptionAsync("household-assembly");
        await page.GetByTestId("bulk-version").FillAsync("1");
        await page.GetByTestId("target-version").FillAsync("2");
        await page.GetByTestId("propose").ClickAsync();
        await Assertions.Expect(household).ToHaveValueAsync("confirm-household approve-household");
        await page.GetByTestId("preview").ClickAsync();
        await Assertions.Expect(page.GetByTestId("bulk-mapping")).ToContainTextAsync("confirm-household → approve-household");
        await page.GetByTestId("carry-out").ClickAsync();
        await Assertions.Expect(page.GetByTestId("bulk-figures")).ToContainTextAsync("1");
        await prepared.WaitAsync(one => one["elementId"]!.GetValue<string>() == "approve-household" && one["taskId"] is not null);
    }

    // One step keeps its name under another id, two have other names and ids: for those nothing can be said.
    private static JsonObject Renamed()
    {
        var folder = Path.Combine(Programs.Root, "workflows", "household-assembly");
        var files = new JsonObject();
        foreach (var file in Directory.GetFiles(folder))
        {
            files[Path.GetFileName(file)] = Convert.ToBase64String(File.ReadAllBytes(file));
        }

        var process = File.ReadAllText(Path.Combine(folder, "process.bpmn"))
            .Replace("\"confirm-household\"", "\"approve-household\"", StringComparison.Ordinal)
            .Replace("\"person-care\" name=\"Ilgstošas aprūpes fakts\"", "\"person-stays\" name=\"Aprūpe iestādē\"", StringComparison.Ordinal)
            .Replace("\"person-care\"", "\"person-stays\"", StringComparison.Ordinal)
            .Replace("\"person-detention\" name=\"Ieslodzījuma fakts\"", "\"person-prison\" name=\"Atrašanās ieslodzījumā\"", StringComparison.Ordinal)
            .Replace("\"person-detention\"", "\"person-prison\"", StringComparison.Ordinal);
        files["process.bpmn"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(process));
        return files;
    }
}
