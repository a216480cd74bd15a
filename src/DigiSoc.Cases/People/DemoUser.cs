namespace DigiSoc.Cases;

/// <summary>A made-up member of staff shown on the sign-in page of a demonstration; the password is no secret.</summary>
public sealed record DemoUser(string UserId, string Name, LocalText RoleTitle, Institution Institution, string Password);
