using DigiSoc.Sandbox.Population;

namespace DigiSoc.Sandbox.Personas;

/// <summary>The personas. Numbers and codes never change; new ones are added at the end.</summary>
internal static partial class PersonaBook
{
    private static readonly FamilyName[] FamilyNames =
    [
        new("Viensētnieks", "Viensētniece"), new("Četrnieks", "Četrniece"), new("Pensijnieks", "Pensijniece"),
        new("Mazpensiņš", "Mazpensiņa"), new("Dēliņš", "Dēliņa"), new("Cietumkalns", "Cietumkalna"),
        new("Pusatbildis", "Pusatbilde"), new("Aprūpbērziņš", "Aprūpbērziņa"), new("Klusētājs", "Klusētāja"),
        new("Gadumijs", "Gadumija"), new("Virsslieksnis", "Virssliekšņa"), new("Krājkasis", "Krājkase"),
        new("Nereģistrs", "Nereģistra"), new("Pansionātiņš", "Pansionātiņa"), new("Pārcelnieks", "Pārcelniece"),
        new("Honorāriņš", "Honorāriņa"), new("Termiņatļauja", "Termiņatļauja"), new("Alternatīvs", "Alternatīva"),
        new("Bezadresis", "Bezadrese"), new("Aizgādnis", "Aizgādne"), new("Atraitnis", "Atraitne"),
        new("Studentiņš", "Studentiņa"), new("Pretrunis", "Pretrune"), new("Nesaņēmējs", "Nesaņēmēja"),
        new("Invalīdkalns", "Invalīdkalna"), new("Piecnieks", "Piecniece"), new("Lēnatbildis", "Lēnatbilde"),
    ];

    private static readonly Recipe[] Recipes =
    [
        new("single-unemployed", Ogre, "Viena bezdarbniece bez ienākumiem", "NVA reģistrēta, pienākumus pilda; ienākumu un uzkrājumu nav. GMI 2026. gadā 187,00, 3 mēneši.", SingleUnemployed),
        new("family-of-four", Ogre, "Divi pieaugušie, divi bērni, ienākums 400", "Tēva alga neto 400,00; māte kopj pirmsskolas bērnu; ģimenes valsts pabalsts nav ienākums. GMI 2026. gadā 180,00.", FamilyOfFour),
        new("needy-couple", Jelgava, "Pensionāru pāris ar kopējo ienākumu 720", "Pensijas 400,00 un 320,00: trūcīgi (slieksnis 723,00), GMI nav.", NeedyCouple),
        new("poor-pensioners", Ogre, "Pensionāru pāris ar mazām pensijām", "Pensijas 150,00 un 130,00. GMI 2026. gadā 38,00, 6 mēneši.", PoorPensioners),
        new("pensioner-and-son", Ogre, "Pensionāre un 40 gadus vecs dēls bezdarbnieks", "Pensija 200,00; dēls reģistrēts NVA. GMI 2026. gadā 118,00, 3 mēneši.", PensionerAndSon),
        new("member-in-prison", Jelgava, "Ģimene, kuras loceklis ir ieslodzījumā", "Vīrs ieslodzījumā, viņam pabalsts nepienākas. Sieva strādā (neto 150,00), viens bērns. GMI 2026. gadā 168,00.", MemberInPrison),
        new("partly-unanswered", Ogre, "Bezdarbnieks, par kuru VID neatbild", "VID dati par šo personu nav pieejami: incidents, ko cilvēks atkārto, atbild ar roku vai izlaiž.", PartlyUnanswered),
        new("care-benefit-child", Jelgava, "Vientuļā māte, bērns ar invaliditāti", "Bērna kopšanas pabalsts nav ienākums; mātei nav jāreģistrējas NVA. GMI 2026. gadā 318,00.", CareBenefitChild),
        new("does-not-answer", Ogre, "Pieteicējs, kurš neatbild", "Kontā regulāras neskaidras iemaksas; uz papildu informācijas pieprasījumu neatbild.", DoesNotAnswer),
        new("new-year", Ogre, "Alga neto 100, lieta pāri 1. janvārim", "GMI 2025. gadā 66,00, no 1. janvāra 87,00.", NewYear),
        new("above-threshold", Jelgava, "Strādājoša ģimene virs sliekšņa", "Algas neto 900,00 un 800,00, viens bērns. Atteikums.", AboveThreshold),
        new("savings", Ogre, "Bezdarbnieks ar uzkrājumiem 5000", "Uzkrājumi pārsniedz trūcīgas mājsaimniecības slieksni. Atteikums.", Savings),
        new("not-registered", Jelgava, "Nestrādā un nav reģistrējies NVA", "Darbspējīgs, bez izņēmuma. Uz vienu mēnesi vai atteikums pēc brīdinājuma.", NotRegistered),
        new("long-term-care", Ogre, "Persona ilgstošas aprūpes institūcijā", "Pabalsts nepienākas.", LongTermCare),
        new("moved", Ogre, "Pirms mēneša pārcēlies no Rīgas", "Iepriekšējai pašvaldībai jāprasa par piešķirtajiem pabalstiem.", Moved),
        new("irregular-income", Jelgava, "Autoratlīdzība pirms pieciem mēnešiem", "Neto 1200,00 uz 12 mēnešiem: 100,00 mēnesī. GMI 2026. gadā 87,00.", IrregularIncome),
        new("temporary-permit", Ogre, "Ārzemnieks ar termiņuzturēšanās atļauju", "Nav tiesību uz pabalstu.", TemporaryPermit),
        new("alternative-status", Jelgava, "Persona ar alternatīvo statusu", "Tiesības uz pamata pabalstiem.", AlternativeStatus),
        new("no-address", Ogre, "Nav deklarētas dzīvesvietas", "Reģistrā ir tikai iepriekšējā adrese Ogrē.", NoAddress),
        new("custody-removed", Jelgava, "Vecmāmiņa audzina mazbērnu", "Mātei aizgādības tiesības atņemtas, vecmāmiņa ir aizbildne.", CustodyRemoved),
        new("widow", Ogre, "Atraitne ar bērnu", "Vīrs miris, bērnam apgādnieka zaudējuma pensija 200,00. GMI 2026. gadā 118,00.", Widow),
        new("student-wage", Jelgava, "Māte un strādājošs skolēns, 17 gadi", "Skolēna alga 300,00 nav ienākums. GMI 2026. gadā 318,00.", StudentWage),
        new("contradictory", Ogre, "Konta pārskats, kas nesaskan", "Banka atsūta pārskatu, kura rindas nedod beigu atlikumu.", Contradictory),
        new("undeliverable", Jelgava, "Vēstules un e-pasts nesasniedz", "E-pasts atgriežas, e-adreses nav: uzdevums darbiniekam.", Undeliverable),
        new("disability-pension", Ogre, "Viens cilvēks ar II grupas invaliditāti", "Pensija 180,00. GMI 2026. gadā 7,00, 6 mēneši.", DisabilityPension),
        new("family-of-five", Jelgava, "Piecu cilvēku ģimene, ienākums 700", "2026. gadā GMI 11,00; pēc 2021. gada sliekšņiem nekas.", FamilyOfFive),
        new("slow-registers", Ogre, "Bezdarbniece, par kuru reģistri atbild lēni", "Katrs reģistrs atbild pēc divām sekundēm, tad viss ir kārtībā.", SlowRegisters),
    ];

    private static Place Ogre => Places.Ogre;

    private static Place Jelgava => Places.Jelgava;

    public static IReadOnlyList<Persona> Make(SandboxDay day) => [.. Recipes.Select((recipe, index) => Make(recipe, index, day))];

    private static Persona Make(Recipe recipe, int index, SandboxDay day)
    {
        var maker = new PersonaMaker(day, index + 1, recipe.Place, FamilyNames[index]);
        recipe.Cook(maker);
        return new Persona(index + 1, recipe.Id, recipe.TitleLv, recipe.StoryLv, maker.Household, maker.Failures);
    }

    private sealed record Recipe(string Id, Place Place, string TitleLv, string StoryLv, Action<PersonaMaker> Cook);
}
