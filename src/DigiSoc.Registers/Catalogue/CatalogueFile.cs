namespace DigiSoc.Registers.Catalogue;

/// <summary>The YAML file as written, before it is checked. Missing parts are empty.</summary>
internal sealed class CatalogueFile
{
    public int Version { get; set; }

    public List<RegisterEntry> Registers { get; set; } = [];

    public List<ItemEntry> Items { get; set; } = [];

    public WordsEntry Words { get; set; } = new();

    internal sealed class RegisterEntry
    {
        public string Id { get; set; } = "";

        public string TitleLv { get; set; } = "";

        public string TitleEn { get; set; } = "";

        public string Holder { get; set; } = "";

        public string Protocol { get; set; } = "";

        public string Path { get; set; } = "";

        public string Namespace { get; set; } = "";
    }

    internal sealed class ItemEntry
    {
        public string Id { get; set; } = "";

        public string TitleLv { get; set; } = "";

        public string TitleEn { get; set; } = "";

        public string Register { get; set; } = "";

        public string? Operation { get; set; }

        public string? Path { get; set; }

        public string Period { get; set; } = "none";

        public string Answer { get; set; } = "";

        public string? Note { get; set; }

        public List<PointEntry> LegalPoints { get; set; } = [];

        public List<FieldEntry> Fields { get; set; } = [];

        public List<string> Checks { get; set; } = [];

        public List<PurposeEntry> Purposes { get; set; } = [];
    }

    internal sealed class PointEntry
    {
        public string Act { get; set; } = "";

        public string Point { get; set; } = "";

        public string Content { get; set; } = "";

        public string Mark { get; set; } = "";
    }

    internal sealed class FieldEntry
    {
        public string Name { get; set; } = "";

        public string Type { get; set; } = "";

        public bool Optional { get; set; }

        public bool Nullable { get; set; }

        public List<string> Values { get; set; } = [];

        public List<FieldEntry> Fields { get; set; } = [];

        public string? Of { get; set; }

        public string? Lv { get; set; }

        public string? En { get; set; }
    }

    internal sealed class WordsEntry
    {
        public Dictionary<string, WordEntry> Fields { get; set; } = [];

        public Dictionary<string, WordEntry> Codes { get; set; } = [];
    }

    internal sealed class WordEntry
    {
        public string Lv { get; set; } = "";

        public string En { get; set; } = "";
    }

    internal sealed class PurposeEntry
    {
        public string Purpose { get; set; } = "";

        public List<string> Norms { get; set; } = [];

        public List<string>? Keep { get; set; }
    }
}
