using DigiSoc.TestSupport;

namespace DigiSoc.Runtime.Tests;

/// <summary>A database with the runtime's schema, one for each test class.</summary>
public class EngineDatabase() : TestDatabase(typeof(Engine).Assembly);
