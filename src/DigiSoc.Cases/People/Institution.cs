namespace DigiSoc.Cases;

/// <summary>A municipality's social service (or another institution) whose cases nobody else sees.</summary>
/// <remarks><paramref name="Id"/> is a short readable key, for example "ogres-novads"; <paramref name="Atvk"/> is the seven-digit territory code.</remarks>
public sealed record Institution(
    string Id,
    LocalText Name,
    string Atvk,
    string RegistrationNumber,
    string Address,
    string Phone,
    string Email,
    LocalText AppealBody);
