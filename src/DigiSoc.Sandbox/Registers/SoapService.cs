namespace DigiSoc.Sandbox.Registers;

/// <summary>A register offered as a SOAP service by the state integrator.</summary>
/// <param name="Register">Register id.</param>
/// <param name="Path">Path of the endpoint; its WSDL is at <c>?wsdl</c>.</param>
/// <param name="Namespace">Of requests and answers.</param>
/// <param name="Version12">SOAP 1.2; otherwise 1.1.</param>
/// <param name="Operations">What can be asked.</param>
internal sealed record SoapService(
    string Register, string Path, string Namespace, bool Version12, IReadOnlyList<SoapOperation> Operations)
{
    private static readonly SoapField Code = new("PersonCode", "string");
    private static readonly SoapField Kind = new("Kind", "string");
    private static readonly SoapField Month = new("Month", "gYearMonth");
    private static readonly SoapField Amount = new("Amount", "decimal");

    public static readonly SoapService Fpr = new("fpr", "/viss/fpr", "https://digisoc.lv/schema/registers/fpr/1", Version12: true,
    [
        new("GetPerson", IsList: false,
        [
            Code, new("GivenName", "string"), new("Surname", "string"), new("BirthDate", "date"), new("DeathDate", "date", Nillable: true),
            new("Status", "string"), new("Citizenship", "string"), new("ResidenceStatus", "string"),
        ]),
        new("GetRelatives", IsList: true, [Code, new("GivenName", "string"), new("Surname", "string"), Kind]),
        new("GetCustody", IsList: true, [new("ChildCode", "string"), new("HolderCode", "string"), new("State", "string")]),
    ]);

    public static readonly SoapService Vsaa = new("vsaa", "/viss/vsaa", "https://digisoc.lv/schema/registers/vsaa/1", Version12: false,
    [
        new("GetEP50", IsList: true, [Kind, Month, Amount]),
        new("GetEP51", IsList: true, [Kind, new("From", "date"), new("To", "date", Nillable: true), new("MonthlyAmount", "decimal")]),
        new("GetEP52", IsList: true, [Kind, Month, Amount, new("PaidOn", "date")]),
    ]);

    public static IReadOnlyList<SoapService> All { get; } = [Fpr, Vsaa];

    public string EnvelopeNamespace => Version12
        ? "http://www.w3.org/2003/05/soap-envelope"
        : "http://schemas.xmlsoap.org/soap/envelope/";

    public string ContentType => Version12 ? "application/soap+xml; charset=utf-8" : "text/xml; charset=utf-8";
}

/// <param name="IsList">The answer is a list of <c>Entry</c> elements; otherwise the fields themselves.</param>
internal sealed record SoapOperation(string Name, bool IsList, IReadOnlyList<SoapField> Fields);

/// <param name="XsdType">Type of XML Schema without prefix.</param>
internal sealed record SoapField(string Name, string XsdType, bool Nillable = false);
