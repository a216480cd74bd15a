namespace DigiSoc.Cli.Checking;

/// <summary>Checks files of one kind.</summary>
internal interface IFileChecker
{
    /// <summary>The kind, for messages: <c>DMN</c>.</summary>
    string Kind { get; }

    /// <summary>Whether a file with this root element is of the kind.</summary>
    bool Takes(RootElement root);

    /// <summary>Whether a file whose root element says nothing is meant to be of the kind, by its name.</summary>
    bool Takes(FileInfo file);

    /// <summary>All findings in the file.</summary>
    IEnumerable<FileFinding> Check(FileInfo file, string text);
}

/// <summary>How much a finding weighs.</summary>
internal enum FindingWeight
{
    /// <summary>The file is refused until it is changed.</summary>
    Error,

    /// <summary>Probably a mistake; the file can be used.</summary>
    Warning,

    /// <summary>Worth knowing.</summary>
    Note,
}

/// <summary>Something found in a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Line, counted from 1; 0 when not known.</param>
/// <param name="Weight">Whether it must change before use.</param>
/// <param name="Text">Code, weight, place, what is wrong and what to do.</param>
internal sealed record FileFinding(FileInfo File, int Line, FindingWeight Weight, string Text)
{
    public override string ToString() => Line > 0 ? $"{File}:{Line}: {Text}" : $"{File}: {Text}";
}
