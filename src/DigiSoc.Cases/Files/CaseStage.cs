namespace DigiSoc.Cases;

/// <summary>How far a case is, as people ask for it. Computed from its records, never stored; exactly one holds.</summary>
public enum CaseStage
{
    /// <summary>Being worked on: none of the others.</summary>
    Open = 1,

    /// <summary>The statutory clock stands still: the applicant or somebody else is asked.</summary>
    Suspended = 2,

    /// <summary>A step cannot go on without help: there is an incident.</summary>
    Stopped = 3,

    /// <summary>The newest decision is recorded, and not yet served.</summary>
    Decided = 4,

    /// <summary>The newest decision is served on its addressee; the time to contest it runs, or payment goes on.</summary>
    Served = 5,

    Closed = 6,
}
