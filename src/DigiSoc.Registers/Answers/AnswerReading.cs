using System.Text.Json;
using DigiSoc.Registers.Asking;

namespace DigiSoc.Registers.Answers;

/// <summary>The outcome of reading what a register sent: what is kept, or what is wrong.</summary>
internal sealed record AnswerReading(KeptAnswer? Answer, AnswerFault? Fault)
{
    /// <param name="question">What was asked.</param>
    /// <param name="answers">One, or several when the register answered several times.</param>
    public static AnswerReading Of(RegisterQuestion question, IReadOnlyList<JsonElement> answers)
    {
        var readings = answers.Select(answer => One(question, answer)).ToList();
        if (readings.Find(reading => reading.Fault is not null) is { } faulty)
        {
            return faulty;
        }

        return readings.TrueForAll(reading => reading.Answer == readings[0].Answer)
            ? readings[0]
            : new AnswerReading(null, new AnswerFault(RegisterErrors.AnswersDiffer(question.Item.Id, answers.Count), "/"));
    }

    private static AnswerReading One(RegisterQuestion question, JsonElement answer)
    {
        var (value, fault) = AnswerReader.Read(question.Item, answer);
        fault ??= AnswerChecks.Find(question.Item, question.PersonCode, question.Request.Period, value!);
        return fault is null ? new AnswerReading(KeptAnswer.Limit(value!, question.Purpose), null) : new AnswerReading(null, fault);
    }
}
