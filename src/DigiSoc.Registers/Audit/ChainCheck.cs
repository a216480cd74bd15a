namespace DigiSoc.Registers.Audit;

/// <summary>Follows a chain link by link. Pure.</summary>
internal sealed class ChainCheck(string? knownHead)
{
    private long _links;
    private string _head = AuditHash.Start;
    private bool _headSeen = knownHead is null || knownHead == AuditHash.Start;

    /// <summary>The break at this link, or null when it is sound.</summary>
    public BrokenLink? Next(RecordedAuditEntry link)
    {
        var expected = ++_links;
        if (link.Sequence != expected)
        {
            return new BrokenLink(expected, RegisterErrors.LinkMissing(expected, link.Sequence));
        }

        if (link.PreviousHash != _head)
        {
            return new BrokenLink(expected, RegisterErrors.LinkDetached(expected));
        }

        if (link.Hash != AuditHash.Of(link.Sequence, link.RecordedAt, link.Entry, link.PreviousHash))
        {
            return new BrokenLink(expected, RegisterErrors.LinkChanged(expected));
        }

        _head = link.Hash;
        _headSeen |= _head == knownHead;
        return null;
    }

    /// <summary>The break after the last link when the head noted earlier never came.</summary>
    public BrokenLink? MissingHead() => _headSeen ? null : new BrokenLink(_links + 1, RegisterErrors.HeadMissing(_links));

    public AuditVerification Result(BrokenLink? broken) => new(_links, _head, broken);
}
