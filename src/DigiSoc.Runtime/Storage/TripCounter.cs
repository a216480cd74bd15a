namespace DigiSoc.Runtime.Storage;

/// <summary>Counts what the engine asks of the database.</summary>
internal sealed class TripCounter
{
    private long _trips;
    private long _statements;

    public long Trips => Interlocked.Read(ref _trips);

    public long Statements => Interlocked.Read(ref _statements);

    public void Count(int trips, int statements)
    {
        Interlocked.Add(ref _trips, trips);
        Interlocked.Add(ref _statements, statements);
    }
}
