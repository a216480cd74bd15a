using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases.Storage;

/// <summary>Maps schema cases. Opened by <see cref="CaseStore"/> inside a transaction that has said its institution.</summary>
internal sealed partial class CasesDb(DbContextOptions<CasesDb> options) : DbContext(options)
{
    public DbSet<InstitutionRow> Institutions => Set<InstitutionRow>();
    public DbSet<UserRow> Users => Set<UserRow>();
    public DbSet<UserRoleRow> UserRoles => Set<UserRoleRow>();
    public DbSet<PersonRow> Persons => Set<PersonRow>();
    public DbSet<CaseDataRow> Cases => Set<CaseDataRow>();
    public DbSet<ApplicationRow> Applications => Set<ApplicationRow>();
    public DbSet<CasePartyRow> Parties => Set<CasePartyRow>();
    public DbSet<FactRow> Facts => Set<FactRow>();
    public DbSet<NoteRow> Notes => Set<NoteRow>();
    public DbSet<TimelineRow> Timeline => Set<TimelineRow>();
    public DbSet<EvaluationRow> Evaluations => Set<EvaluationRow>();
    public DbSet<DecisionRow> Decisions => Set<DecisionRow>();
    public DbSet<CaseDocumentRow> Documents => Set<CaseDocumentRow>();
    public DbSet<LetterRow> Letters => Set<LetterRow>();
    public DbSet<DeadlineRowData> Deadlines => Set<DeadlineRowData>();
    public DbSet<SuspensionRow> Suspensions => Set<SuspensionRow>();
    public DbSet<PerformerRow> Performers => Set<PerformerRow>();
    public DbSet<ParameterRow> Parameters => Set<ParameterRow>();
    public DbSet<IncidentRow> Incidents => Set<IncidentRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("cases");
        modelBuilder.Entity<InstitutionRow>().ToTable("institutions").HasKey(row => row.InstitutionId);
        modelBuilder.Entity<UserRow>().ToTable("users").HasKey(row => row.UserId);
        modelBuilder.Entity<UserRoleRow>().ToTable("user_roles").HasKey(row => new { row.UserId, row.Role });
        modelBuilder.Entity<PersonRow>().ToTable("persons").HasKey(row => row.PersonId);
        modelBuilder.Entity<CaseDataRow>().ToTable("cases").HasKey(row => row.CaseId);
        modelBuilder.Entity<ApplicationRow>().ToTable("applications").HasKey(row => row.ApplicationId);
        modelBuilder.Entity<CasePartyRow>().ToTable("case_parties").HasKey(row => new { row.CaseId, row.PersonId });
        modelBuilder.Entity<FactRow>().ToTable("facts").HasKey(row => row.FactId);
        modelBuilder.Entity<NoteRow>().ToTable("notes").HasKey(row => row.NoteId);
        modelBuilder.Entity<TimelineRow>().ToTable("timeline").HasKey(row => row.EntryId);
        modelBuilder.Entity<EvaluationRow>().ToTable("evaluations").HasKey(row => row.EvaluationId);
        modelBuilder.Entity<DecisionRow>().ToTable("decisions").HasKey(row => row.DecisionId);
        modelBuilder.Entity<CaseDocumentRow>().ToTable("case_documents").HasKey(row => new { row.CaseId, row.DocumentId });
        modelBuilder.Entity<LetterRow>().ToTable("letters").HasKey(row => row.LetterId);
        modelBuilder.Entity<DeadlineRowData>().ToTable("deadlines").HasKey(row => row.CaseId);
        modelBuilder.Entity<SuspensionRow>().ToTable("deadline_suspensions").HasKey(row => new { row.CaseId, row.SuspensionKey });
        modelBuilder.Entity<PerformerRow>().ToTable("performers").HasKey(row => new { row.CaseId, row.ElementId, row.UserId });
        modelBuilder.Entity<ParameterRow>().ToTable("parameters").HasKey(row => row.ParameterId);
        modelBuilder.Entity<IncidentRow>().ToTable("incidents").HasKey(row => row.IncidentId);
        Relate(modelBuilder);
        NameColumns(modelBuilder);
        OrderWrites(modelBuilder);
        foreach (var (entity, column) in JsonColumns)
        {
            modelBuilder.Entity(entity).Property(column).HasColumnType("jsonb");
        }
    }

    /// <summary>Tells the foreign keys of the schema, so that a row is written after the row it refers to.</summary>
    private static void OrderWrites(ModelBuilder modelBuilder)
    {
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Select(entity => entity.ClrType).ToList())
        {
            foreach (var (column, parent) in Parents.Where(parent => parent.Parent != entity && entity.GetProperty(parent.Column) is not null))
            {
                modelBuilder.Entity(entity).HasOne(parent).WithMany().HasForeignKey(column).OnDelete(DeleteBehavior.NoAction);
            }
        }
    }

    private static readonly (string Column, Type Parent)[] Parents =
    [
        (nameof(UserRow.InstitutionId), typeof(InstitutionRow)),
        (nameof(UserRow.UserId), typeof(UserRow)),
        (nameof(PersonRow.PersonId), typeof(PersonRow)),
        (nameof(CaseDataRow.ApplicantId), typeof(PersonRow)),
        (nameof(CaseDataRow.CaseId), typeof(CaseDataRow)),
        (nameof(DecisionRow.DecisionId), typeof(DecisionRow)),
    ];

    private static readonly (Type Entity, string Column)[] JsonColumns =
    [
        (typeof(ApplicationRow), nameof(ApplicationRow.Data)),
        (typeof(FactRow), nameof(FactRow.Value)),
        (typeof(EvaluationRow), nameof(EvaluationRow.Inputs)),
        (typeof(EvaluationRow), nameof(EvaluationRow.Output)),
        (typeof(EvaluationRow), nameof(EvaluationRow.Trace)),
        (typeof(DecisionRow), nameof(DecisionRow.Content)),
        (typeof(ParameterRow), nameof(ParameterRow.Value)),
    ];

    /// <summary>Which row needs which: without it rows saved together go in by table name, a child before its parent.</summary>
    private static void Relate(ModelBuilder modelBuilder)
    {
        Needs<UserRoleRow, UserRow>(modelBuilder, nameof(UserRoleRow.UserId));
        Needs<CaseDataRow, PersonRow>(modelBuilder, nameof(CaseDataRow.ApplicantId));
        Needs<CasePartyRow, PersonRow>(modelBuilder, nameof(CasePartyRow.PersonId));
        Needs<ApplicationRow, CaseDataRow>(modelBuilder, nameof(ApplicationRow.CaseId));
        Needs<CasePartyRow, CaseDataRow>(modelBuilder, nameof(CasePartyRow.CaseId));
        Needs<FactRow, CaseDataRow>(modelBuilder, nameof(FactRow.CaseId));
        Needs<NoteRow, CaseDataRow>(modelBuilder, nameof(NoteRow.CaseId));
        Needs<TimelineRow, CaseDataRow>(modelBuilder, nameof(TimelineRow.CaseId));
        Needs<EvaluationRow, CaseDataRow>(modelBuilder, nameof(EvaluationRow.CaseId));
        Needs<DecisionRow, CaseDataRow>(modelBuilder, nameof(DecisionRow.CaseId));
        Needs<CaseDocumentRow, CaseDataRow>(modelBuilder, nameof(CaseDocumentRow.CaseId));
        Needs<LetterRow, CaseDataRow>(modelBuilder, nameof(LetterRow.CaseId));
        Needs<DeadlineRowData, CaseDataRow>(modelBuilder, nameof(DeadlineRowData.CaseId));
        Needs<SuspensionRow, CaseDataRow>(modelBuilder, nameof(SuspensionRow.CaseId));
        Needs<PerformerRow, CaseDataRow>(modelBuilder, nameof(PerformerRow.CaseId));
    }

    private static void Needs<TChild, TParent>(ModelBuilder modelBuilder, string key) where TChild : class where TParent : class =>
        modelBuilder.Entity<TChild>().HasOne<TParent>().WithMany().HasForeignKey(key).OnDelete(DeleteBehavior.NoAction);

    private static void NameColumns(ModelBuilder modelBuilder)
    {
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(WordStart().Replace(property.Name, "_$1").ToLowerInvariant());
        }
    }

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex WordStart();
}
