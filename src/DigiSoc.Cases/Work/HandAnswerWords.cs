namespace DigiSoc.Cases.Work;

/// <summary>What a broken check on the meaning of an answer says to the person who gave it.</summary>
internal static class HandAnswerWords
{
    private static readonly LocalText ComparePaper = new(
        "Salīdziniet ar dokumentu, no kura ņemtas ziņas.", "Compare with the document the information is from.");

    private static readonly Dictionary<string, (LocalText What, LocalText Remedy)> Known = new(StringComparer.Ordinal)
    {
        ["same-person"] = (new("Personas kods nav tās personas, par kuru jautāts.", "The personal code is not that of the person asked about."), ComparePaper),
        ["death-after-birth"] = (new("Miršanas datums un dzimšanas datums vai statuss ir pretrunā.", "The date of death contradicts the date of birth or the status."), ComparePaper),
        ["not-own-relative"] = (new("Persona norādīta kā pati savs radinieks.", "The person is given as a relative of their own."), new("Ierakstiet radinieka personas kodu.", "Enter the relative's personal code.")),
        ["distinct-persons"] = (new("Viena persona ierakstīta vairākas reizes.", "The same person is entered several times."), new("Atstājiet vienu rindu.", "Keep one row.")),
        ["distinct-accounts"] = (new("Viens konts ierakstīts vairākas reizes.", "The same account is entered several times."), new("Atstājiet vienu rindu.", "Keep one row.")),
        ["custody-concerns-person"] = (new("Ne bērns, ne aizgādnis nav persona, par kuru jautāts.", "Neither the child nor the holder is the person asked about."), ComparePaper),
        ["addresses-in-order"] = (new("Adrešu datumi nav secīgi, vai adresei trūkst datuma.", "The dates of the addresses are not in order, or an address lacks its date."), new("Katrai adresei norādiet sākumu; agrākās beidzas pirms pašreizējās sākuma.", "Give each address its start; earlier ones end before the present one begins.")),
        ["months-in-period"] = (new("Mēnesis ir ārpus perioda, par kuru jautāts.", "The month is outside the period asked about."), new("Periods norādīts virs veidlapas.", "The period is given above the form.")),
        ["amounts-not-negative"] = (new("Summa ir negatīva.", "An amount is negative."), new("Ievadiet summu bez mīnusa zīmes.", "Enter the amount without a minus sign.")),
        ["periods-in-order"] = (new("Beigu datums ir pirms sākuma datuma.", "The end is before the start."), new("Pārbaudiet datumus.", "Check the dates.")),
        ["registration-consistent"] = (new("Statuss un tā sākuma datums ir pretrunā.", "The status contradicts the date it began."), new("Ja persona ir reģistrēta, norādiet sākuma datumu; ja nav, atstājiet to tukšu.", "If the person is registered, give the date; if not, leave it empty.")),
        ["net-is-gross-less-tax"] = (new("Summa pēc nodokļiem nav summa pirms nodokļiem mīnus nodokļi.", "The amount after tax is not the amount before tax less the tax."), new("Izlabojiet kādu no trim summām.", "Correct one of the three amounts.")),
        ["stay-consistent"] = (new("Atrašanās iestādē un tās sākuma datums ir pretrunā.", "The stay contradicts the date it began."), new("Ja persona tur atrodas, norādiet sākuma datumu; ja ne, atstājiet to tukšu.", "If the person is there, give the date; if not, leave it empty.")),
        ["statement-balances"] = (new("Sākuma atlikums un darījumi kopā nedod beigu atlikumu.", "The opening balance and the transactions do not give the closing balance."), new("Pārbaudiet atlikumus un darījumu zīmes: izdevumi ir ar mīnusu.", "Check the balances and the signs: expenses have a minus.")),
        ["lines-in-period"] = (new("Darījums ir ārpus pārskata dienām.", "A transaction is outside the days of the statement."), new("Pārbaudiet datumus.", "Check the dates.")),
    };

    /// <summary>Checks with words; a test holds them against those of the registers.</summary>
    public static IReadOnlyCollection<string> Checks => Known.Keys;

    public static Refusal Broken(string check, string field)
    {
        var (what, remedy) = Known.GetValueOrDefault(check, (new LocalText("Atbilde ir pretrunīga.", "The answer contradicts itself."), ComparePaper));
        return CaseErrors.AnswerContradicts(what, remedy, field);
    }
}
