using System.Globalization;
using System.Text.Json.Nodes;

namespace DigiSoc.Cases.Decisions;

/// <summary>What a letter says of the institution, the addressee and the case, from records.</summary>
internal sealed record LetterFrame(
    InstitutionSettings Institution,
    string CaseNumber,
    string ApplicationNumber,
    DateOnly ReceivedOn,
    string AddresseeName,
    string AddresseeCode,
    string AddresseeAddress,
    DateOnly LetterOn,
    LetterDecision? Decision,
    LetterSigner Signer,
    string ContestTerm,
    string ContestNorm);

/// <summary>The recorded decision a letter tells.</summary>
internal sealed record LetterDecision(string Number, DateOnly DecidedOn, string Outcome);

/// <summary>The person who signs: who decided, or who worked on the case last.</summary>
internal sealed record LetterSigner(string Name, string Title);

/// <summary>Joins what the package worded (<c>letter</c>) with what the records know into the data of a letter template.</summary>
/// <remarks>
/// The package's own keys stay; institution, addressee, case number, decision, signature and appeal come from records and
/// cannot be worded by a package. What each template reads is told in its <c>data.md</c>.
/// </remarks>
internal static class LetterData
{
    public static JsonObject Assemble(LetterFrame frame, JsonObject worded)
    {
        var data = worded.DeepClone().AsObject();
        var institution = frame.Institution.Institution;
        data["institution"] = new JsonObject
        {
            ["name"] = institution.Name.Lv,
            ["address"] = institution.Address,
            ["email"] = institution.Email,
            ["phone"] = institution.Phone,
        };
        data["addressee"] = new JsonObject
        {
            ["name"] = frame.AddresseeName,
            ["personCode"] = frame.AddresseeCode,
            ["address"] = frame.AddresseeAddress,
        };
        data["caseNumber"] = frame.CaseNumber;
        data["date"] = Day(frame.LetterOn);
        data["request"] ??= new JsonObject { ["receivedOn"] = Day(frame.ReceivedOn), ["number"] = frame.ApplicationNumber };
        data["official"] = frame.Signer.Name;
        data["officialTitle"] = frame.Signer.Title;
        data["appeal"] = new JsonObject
        {
            ["body"] = institution.AppealBody.Lv,
            ["term"] = TermWords.FromEffect(frame.ContestTerm),
            ["norm"] = frame.ContestNorm,
        };
        if (frame.Decision is { } decision)
        {
            data["decision"] = new JsonObject
            {
                ["number"] = decision.Number,
                ["date"] = Day(decision.DecidedOn),
                ["outcome"] = decision.Outcome,
                ["place"] = frame.Institution.Place,
                ["official"] = frame.Signer.Name,
                ["officialTitle"] = frame.Signer.Title,
            };
        }

        return data;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
