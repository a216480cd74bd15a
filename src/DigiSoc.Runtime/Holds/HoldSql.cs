namespace DigiSoc.Runtime.Holds;

/// <summary>When is something held, in SQL: for the statements that take, fire, complete, deliver and start.</summary>
/// <remarks>
/// The table of holds is read by the statement itself, so that it is right on every node at every moment. Whether there
/// is any hold is asked first and once; only while one stands are rows compared with it.
/// </remarks>
internal static class HoldSql
{
    /// <summary>The hold <c>h</c> holds the open task <c>t</c>.</summary>
    public const string OfTask = """
        h.institution_id = t.institution_id AND h.package_key = t.package_key
        AND COALESCE(h.package_version, t.package_version) = t.package_version
        AND COALESCE(h.process_id, t.process_id) = t.process_id AND COALESCE(h.element_id, t.element_id) = t.element_id
        """;

    /// <summary>The hold <c>h</c> holds the start timer <c>s</c>: it refuses starts, or holds that very element.</summary>
    public const string OfStartTimer = """
        h.institution_id = s.institution_id AND h.package_key = s.package_key
        AND COALESCE(h.package_version, s.package_version) = s.package_version
        AND COALESCE(h.process_id, s.process_id) = s.process_id AND (h.refuses_starts OR h.element_id = s.element_id)
        """;

    /// <summary>The hold <c>h</c> refuses starts of the definition.</summary>
    public static string OfStart(string institution, string package, string version, string process) => $"""
        h.refuses_starts AND h.institution_id = {institution} AND h.package_key = {package}
        AND COALESCE(h.package_version, {version}) = {version} AND COALESCE(h.process_id, {process}) = {process}
        """;

    /// <summary>The hold <c>h</c> holds the job.</summary>
    public static string OfJob(string institution, string type, string element, string part) => $"""
        h.institution_id = {institution} AND (h.job_type = {type} OR ({OfElement(element, part)}))
        """;

    /// <summary>The hold <c>h</c> holds the timer, subscription or task of that id.</summary>
    public static string OfPart(string institution, string element, string part) =>
        $"h.institution_id = {institution} AND {OfElement(element, part)}";

    /// <summary>The hold <c>h</c> holds the element in the instance whose row is at hand.</summary>
    public static string OfInstance(string instance, string element) => $"""
        h.institution_id = {instance}.institution_id AND COALESCE(h.element_id, {element}) = {element} AND {OfDefinition(instance)}
        """;

    /// <summary>The hold <c>h</c> holds the job in the instance whose row is at hand.</summary>
    public static string OfJobIn(string instance, string job) => $"""
        ((h.institution_id = {job}.institution_id AND h.job_type = {job}.type) OR ({OfInstance(instance, $"{job}.element_id")}))
        """;

    /// <summary>The hold <c>h</c> may hold the job, timer … as far as its row and type tell; its instance is not asked.</summary>
    public static string MayBeOf(string part, string type) => $"""
        h.institution_id = {part}.institution_id
        AND (h.job_type = {type} OR (h.package_key IS NOT NULL AND COALESCE(h.element_id, {part}.element_id) = {part}.element_id))
        """;

    /// <summary>True in a statement while a hold of that kind stands.</summary>
    public static string IsHeld(string condition) =>
        $"(EXISTS (SELECT 1 FROM runtime.holds) AND EXISTS (SELECT 1 FROM runtime.holds h WHERE {condition}))";

    /// <summary>As <see cref="IsHeld"/> of <see cref="OfStart"/>, for the statement of every start: the rest is asked of a function, and set up only while a hold stands.</summary>
    public static string IsStartHeld(string institution, string package, string version, string process) =>
        $"{IsAny} AND runtime.is_start_held({institution}, {package}, {version}, {process}))";

    /// <summary>As <see cref="IsHeld"/> of <see cref="OfJob"/>, for the statement of every job.</summary>
    public static string IsJobHeld(string institution, string type, string element, string part) =>
        $"{IsAny} AND runtime.is_job_held({institution}, {type}, {element}, {part}))";

    /// <summary>As <see cref="IsHeld"/> of <see cref="OfTask"/>, for the statement of every answered task.</summary>
    public static string IsTaskHeld(string task) => $"{IsAny} AND runtime.is_task_held({task}.id))";

    private const string IsAny = "(EXISTS (SELECT 1 FROM runtime.holds)";

    // pk_instances; the row is looked up only when a hold of the institution is about a package.
    private static string OfElement(string element, string part) => $"""
        h.package_key IS NOT NULL AND COALESCE(h.element_id, {element}) = {element} AND EXISTS (SELECT 1 FROM runtime.instances i
            WHERE i.id = runtime.instance_of({part}) AND {OfDefinition("i")})
        """;

    private static string OfDefinition(string row) => $"""
        h.package_key = {row}.package_key AND COALESCE(h.package_version, {row}.package_version) = {row}.package_version
        AND COALESCE(h.process_id, {row}.process_id) = {row}.process_id
        """;
}
