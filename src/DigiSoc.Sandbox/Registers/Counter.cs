using System.Text.Json.Nodes;
using DigiSoc.Sandbox.Behaviour;
using DigiSoc.Sandbox.Journal;
using DigiSoc.Sandbox.Population;

namespace DigiSoc.Sandbox.Registers;

/// <summary>Takes a question, behaves as told, notes the call, and gives the answer to be written by the protocol.</summary>
internal sealed class Counter(Desk desk, BehaviourBook behaviour, CallJournal journal, TimeProvider clock)
{
    public async Task<Reply> AskAsync(Question question, CancellationToken ct)
    {
        if (question.Complaint() is { } complaint)
        {
            Note(question, "refused");
            return new Reply.Refused(complaint);
        }

        var code = PersonCodes.Normalise(question.PersonCode)!;
        var setting = behaviour.Take(question.Register, code);
        if (setting.SlowMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(setting.SlowMs), clock, ct);
        }

        return setting.Down.Length > 0 ? Down(question, setting) : Answer(question, code, setting);
    }

    private Reply.Down Down(Question question, BehaviourSetting setting)
    {
        Note(question, "down");
        return new Reply.Down(setting.Down == "dropped");
    }

    private Reply Answer(Question question, string code, BehaviourSetting setting)
    {
        var topic = $"{question.Register}/{question.Topic}";
        if (desk.Ask(topic, code, question.Period) is not { } answer)
        {
            Note(question, "not-found");
            return new Reply.NotFound();
        }

        Note(question, setting.Wrong.Length > 0 ? "wrong" : "answered");
        var answers = new List<JsonNode> { WrongAnswer.Apply(setting.Wrong, answer) };
        if (setting.Twice.Length > 0)
        {
            var again = answer.DeepClone();
            answers.Add(setting.Twice == "different" ? WrongAnswer.Apply(WrongAnswer.Contradictory, again) : again);
        }

        return new Reply.Answer(answers, setting.Wrong);
    }

    private void Note(Question question, string outcome) => journal.Note(
        question.Register, question.Topic, PersonCodes.Normalise(question.PersonCode), question.Key, question.Purpose, outcome);
}
