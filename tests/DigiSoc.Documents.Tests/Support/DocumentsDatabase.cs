using DigiSoc.TestSupport;

namespace DigiSoc.Documents.Tests.Support;

public sealed class DocumentsDatabase() : TestDatabase(typeof(Dispatch).Assembly);
