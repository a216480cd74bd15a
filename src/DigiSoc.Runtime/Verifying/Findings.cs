namespace DigiSoc.Runtime.Verifying;

/// <summary>Gathers what is wrong: the first in words, the others as a number.</summary>
internal sealed class Findings
{
    private readonly List<VerifyFinding> _told = [];

    public IReadOnlyList<VerifyFinding> Told => _told;

    public long Count { get; private set; }

    public void Add(VerifyFinding finding)
    {
        Count++;
        if (_told.Count < VerifyReport.MostTold)
        {
            _told.Add(finding);
        }
    }
}
