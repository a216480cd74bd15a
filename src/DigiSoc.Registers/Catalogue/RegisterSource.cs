namespace DigiSoc.Registers.Catalogue;

/// <summary>A register and how it is spoken to.</summary>
/// <param name="Id">For example <c>fpr</c>.</param>
/// <param name="TitleLv">Latvian title, for screens and letters.</param>
/// <param name="TitleEn">English title.</param>
/// <param name="Holder">The institution that keeps it.</param>
/// <param name="Protocol">REST or the SOAP version.</param>
/// <param name="Path">Path below the address of the registers.</param>
/// <param name="Namespace">Namespace of requests and answers; empty for REST.</param>
public sealed record RegisterSource(
    string Id, string TitleLv, string TitleEn, string Holder, RegisterProtocol Protocol, string Path, string Namespace);

/// <summary>The protocols registers speak.</summary>
public enum RegisterProtocol
{
    Rest = 1,
    Soap11 = 2,
    Soap12 = 3,
}
