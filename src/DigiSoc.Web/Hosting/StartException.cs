namespace DigiSoc.Web.Hosting;

/// <summary>The product cannot start as it is configured. The message is for who started it: code, place, reason, remedy.</summary>
internal sealed class StartException(string message) : Exception(message);
