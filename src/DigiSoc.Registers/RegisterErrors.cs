using System.Globalization;

namespace DigiSoc.Registers;

/// <summary>All REG- codes and their texts; listed in docs/errors.md. A number is never reused.</summary>
internal static class RegisterErrors
{
    // 001–009: the question may not be asked.
    public static RegisterProblem ItemUnknown(string itemId, IEnumerable<string> known) => new(
        "REG-001", $"Lookup: data item '{itemId}' is not in the catalogue. Available: {string.Join(", ", known)}. Correct the step's item or add it to the catalogue with its legal point.");

    public static RegisterProblem NoLegalBasis(string itemId, string purpose, IEnumerable<string> purposes) => new(
        "REG-002", $"Lookup of {itemId}: no legal basis for purpose '{purpose}'. The catalogue allows: {string.Join(", ", purposes)}. Do not ask, or add the purpose with its norm to the catalogue.");

    public static RegisterProblem NormNotCovered(string itemId, string purpose, IEnumerable<string> norms, IEnumerable<string> allowed) => new(
        "REG-003", $"Lookup of {itemId} for '{purpose}': expected a step that rests on {string.Join(" or ", allowed)}, found {Or(norms, "no norm")}. Set digisoc:norm on the step.");

    public static RegisterProblem RequestIncomplete(string field) => new(
        "REG-004", $"Lookup: the request's {field} is empty, so the read could not be audited. Fill it in.");

    public static RegisterProblem PersonCodeMalformed(string itemId) => new(
        "REG-005", $"Lookup of {itemId}: expected a personal code of eleven digits, found something else. Correct the person's code on the case.");

    public static RegisterProblem PeriodWrong(string itemId, string found) => new(
        "REG-006", $"Lookup of {itemId}: expected a period of at most 36 months whose first day is not after its last, found {found}. Correct the step's from and to.");

    public static RegisterProblem KeyReused(string itemId, string key) => new(
        "REG-007", $"Lookup of {itemId}: idempotency key '{key}' has already been used for another question. Give every question its own key.");

    // 010–019: no answer.
    public static RegisterProblem TimedOut(string registerId, TimeSpan limit) => new(
        "REG-010", Text($"Asking {registerId}: no answer within {limit.TotalSeconds:0.###} s on any try. Retry later, or answer by hand."));

    public static RegisterProblem Unreachable(string registerId, string reason) => new(
        "REG-011", $"Asking {registerId}: the connection failed ({reason}). Retry later; if it lasts, check the address under Registers.");

    public static RegisterProblem ServerError(string registerId, int status) => new(
        "REG-012", Text($"Asking {registerId}: expected HTTP 200, found {status}. The register is down or overloaded; retry later."));

    public static RegisterProblem BreakerOpen(string registerId) => new(
        "REG-013", $"Asking {registerId}: not asked, because most recent tries failed and the circuit breaker is open. Retry later.");

    public static RegisterProblem ServerFault(string registerId, string fault) => new(
        "REG-014", $"Asking {registerId}: the register answered with SOAP fault {fault}. Retry later.");

    public static RegisterProblem AccessDenied(string registerId, int status) => new(
        "REG-015", Text($"Asking {registerId}: access refused with HTTP {status}. Check the agreement and the credentials with the holder of the register."));

    public static RegisterProblem RequestRefused(string registerId, string how) => new(
        "REG-016", $"Asking {registerId}: the register refused the request ({how}). Compare the catalogue with the register's description; asking again does not help.");

    // 020–029: the answer cannot be right.
    public static RegisterProblem Malformed(string registerId, string format, string detail) => new(
        "REG-020", $"Reading the answer of {registerId}: expected {format}, found text that is not ({detail}). Report it to the holder; retry, or answer by hand.");

    public static RegisterProblem WrongShape(string itemId, string place, string expected, string found) => new(
        "REG-021", $"Reading {itemId} at {place}: expected {expected}, found {found}. Report it to the holder; retry, or answer by hand.");

    public static RegisterProblem Contradiction(string itemId, string place, string broken) => new(
        "REG-022", $"Reading {itemId} at {place}: the answer contradicts itself or the question ({broken}). Report it to the holder; retry, or answer by hand.");

    public static RegisterProblem TooLarge(string registerId, int limit) => new(
        "REG-023", Text($"Reading the answer of {registerId}: expected at most {limit} bytes, found more. Report it to the holder, or raise Registers:MaxAnswerBytes."));

    public static RegisterProblem ForbiddenXml(string registerId) => new(
        "REG-024", $"Reading the answer of {registerId}: expected XML without a document type, found one. It is not read, because it can make a reader open files or grow without end. Report it to the holder.");

    public static RegisterProblem AnswersDiffer(string itemId, int count) => new(
        "REG-025", Text($"Reading {itemId}: the register answered {count} times and the answers differ. Report it to the holder; retry, or answer by hand."));

    public static RegisterProblem ReasonMissing(string itemId) => new(
        "REG-026", $"Answering {itemId} by hand: expected a reason, found none. Say from what the answer was taken and why the register was not asked.");

    // 030–039: the audit.
    public static RegisterProblem LinkMissing(long sequence, long found) => new(
        "REG-031", Text($"Checking the audit: expected link {sequence}, found {found}. Links in between were removed; compare with a backup."));

    public static RegisterProblem LinkChanged(long sequence) => new(
        "REG-032", Text($"Checking the audit, link {sequence}: the stored hash is not the hash of its content. The row was changed; compare with a backup."));

    public static RegisterProblem LinkDetached(long sequence) => new(
        "REG-033", Text($"Checking the audit, link {sequence}: its previous hash is not the hash of the link before. A row was replaced; compare with a backup."));

    public static RegisterProblem HeadMissing(long links) => new(
        "REG-034", Text($"Checking the audit: the head noted earlier does not occur among its {links} links. The end of the chain was cut off or rewritten; compare with a backup."));

    // 040–049: the catalogue.
    public static RegisterProblem CatalogueUnreadable(string file, string detail) => new(
        "REG-040", $"Reading the catalogue {file}: {detail}. Correct the file; docs/registers.md shows its form.");

    public static RegisterProblem CatalogueItem(int number, string itemId, string expected, string found) => new(
        Text($"REG-{number:000}"), $"Catalogue, item {itemId}: expected {expected}, found {found}. Correct workflows/catalogue/data-items.yaml.");

    private static string Or(IEnumerable<string> texts, string none)
    {
        var joined = string.Join(", ", texts);
        return joined.Length == 0 ? none : joined;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
