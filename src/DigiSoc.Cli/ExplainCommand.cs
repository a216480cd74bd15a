using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DigiSoc.Cli.Checking;
using DigiSoc.Dmn;
using DigiSoc.Feel;

namespace DigiSoc.Cli;

/// <summary><c>digisoc explain MODEL --decision NAME --input FILE</c>: decides, and tells how it came to that.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var model = new Argument<FileInfo>("MODEL") { Description = "The decision model (.dmn); models it imports are looked for beside it." };
        var decision = new Option<string>("--decision") { Description = "Name or id of a decision, decision service or knowledge model.", Required = true };
        var input = new Option<FileInfo?>("--input") { Description = "A JSON object: the inputs by name. Without it there are none." };
        var now = new Option<string?>("--now") { Description = "The instant to decide at, such as 2026-11-01T10:00:00+02:00; without it the present one." };
        var json = new Option<bool>("--json") { Description = "The whole trace as JSON (docs/dmn/trace.md)." };
        var latvian = new Option<bool>("--lv") { Description = "Sentences in Latvian." };
        var english = new Option<bool>("--en") { Description = "Sentences in English; so also when nothing is said." };
        var command = new Command(
            "explain",
            "Evaluates a decision and tells how it came to its result. Exit code 0: there is a result, 1: there is none, and why, 2: wrong usage.")
        {
            model, decision, input, now, json, latvian, english,
        };
        command.SetAction(parsed =>
        {
            string[] forms = [.. new[] { json, latvian, english }.Where(parsed.GetValue).Select(option => option.Name)];
            return forms.Length > 1
                ? Refuse($"CLI-054 explain: expected one of --json, --lv and --en, found {string.Join(" and ", forms)}. Leave out all but one.")
                : Run(parsed.GetRequiredValue(model), parsed.GetRequiredValue(decision), parsed.GetValue(input), parsed.GetValue(now), forms.FirstOrDefault("--en"));
        });
        return command;
    }

    private static int Run(FileInfo file, string asked, FileInfo? input, string? now, string form)
    {
        if (new[] { file, input }.FirstOrDefault(each => each is { Exists: false }) is { } missing)
        {
            return Refuse($"CLI-002 explain: expected a file, found nothing at {missing.FullName}. Correct the path.");
        }

        if (!TryInstant(now, out var instant))
        {
            return Refuse($"CLI-053 explain: expected an instant such as 2026-11-01T10:00:00+02:00, found {now}. Correct --now.");
        }

        var (inputs, problem) = InputsOf(input);
        var model = ModelText.Of(file);
        if ((problem ?? model.Problem) is { } unread)
        {
            return Refuse(unread);
        }

        var read = DmnFileChecker.Read(file, model.Text!);
        return read.Model is { } known
            ? Explain(known, asked, inputs, new FeelEnvironment(instant), form)
            : Refuse($"CLI-051 explain: {file} cannot be read as a decision model: {read.Diagnostics[0]}");
    }

    private static int Explain(DmnModel model, string asked, FeelContext inputs, FeelEnvironment environment, string form)
    {
        string[] decisions = [.. model.Decisions.SelectMany(each => new[] { each.Name, each.Id })];
        string[] invocables = [.. model.Services.Select(each => (DrgElement)each).Concat(model.KnowledgeModels).SelectMany(each => new[] { each.Name, each.Id })];
        if (!decisions.Contains(asked) && !invocables.Contains(asked))
        {
            return Refuse($"CLI-052 explain: expected a decision, service or knowledge model of \"{model.Name}\", found {asked}. It has: {string.Join(", ", decisions.Concat(invocables).Where((_, at) => at % 2 == 0))}.");
        }

        var result = decisions.Contains(asked)
            ? model.Evaluate(asked, inputs, environment, DmnTracing.On)
            : model.Invoke(asked, inputs, environment, DmnTracing.On);
        Console.Out.WriteLine(form == "--json"
            ? result.Trace!.ToJson()
            : string.Join(Environment.NewLine, DmnExplanation.InWords(result.Trace!, form[2..])));
        foreach (var cause in result.Causes)
        {
            Console.Error.WriteLine(cause);
        }

        if (result.CausesDropped > 0)
        {
            Console.Error.WriteLine($"and {Counted.Of(result.CausesDropped, "more cause")}");
        }

        return result.Value.IsNull && result.Causes.Count > 0 ? 1 : 0;
    }

    private static (FeelContext Inputs, string? Problem) InputsOf(FileInfo? input)
    {
        if (input is null)
        {
            return (FeelContext.Empty, null);
        }

        var read = ModelText.Of(input);
        if (read.Text is not { } text)
        {
            return (FeelContext.Empty, read.Problem);
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object && FeelJson.Read(json.RootElement) is { Kind: FeelKind.Context } value
                ? (value.AsContext(), null)
                : (FeelContext.Empty, $"CLI-050 explain: expected a JSON object of inputs by name in {input}, found {json.RootElement.ValueKind}. Write {{\"name\": value, …}}.");
        }
        catch (JsonException broken)
        {
            return (FeelContext.Empty, $"CLI-050 explain: expected a JSON object of inputs by name in {input}: {broken.Message} Correct the file.");
        }
    }

    private static bool TryInstant(string? text, out DateTimeOffset instant)
    {
        instant = TimeProvider.System.GetUtcNow();
        return text is null || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }

    private static int Refuse(string text)
    {
        Console.Error.WriteLine(text);
        return 2;
    }
}
