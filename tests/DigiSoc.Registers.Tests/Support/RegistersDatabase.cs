using DigiSoc.TestSupport;

namespace DigiSoc.Registers.Tests.Support;

/// <summary>A fresh database with the schema of the registers.</summary>
public sealed class RegistersDatabase() : TestDatabase(typeof(IRegisterLookup).Assembly);
