namespace DigiSoc.Web.Pages;

/// <summary>Every screen, in the order of the navigation.</summary>
internal static class AllPages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        SignIn.SignInEndpoints.Map(app);
        Tasks.TaskEndpoints.Map(app);
        Tasks.BulkEndpoints.Map(app);
        TaskForm.TaskFormEndpoints.Map(app);
        Cases.CaseListEndpoints.Map(app);
        CaseFile.CaseFileEndpoints.Map(app);
        Processes.ProcessEndpoints.Map(app);
        Decisions.DecisionEndpoints.Map(app);
        Applications.ApplicationEndpoints.Map(app);
        Post.PostEndpoints.Map(app);
        Absences.AbsencesEndpoints.Map(app);
        Deadlines.DeadlineEndpoints.Map(app);
        Staff.StaffEndpoints.Map(app);
        Operations.OperationsEndpoints.Map(app);
        Operations.HoldsEndpoints.Map(app);
        Operations.BulksEndpoints.Map(app);
        Packages.PackageEndpoints.Map(app);
        Audit.AuditEndpoints.Map(app);
    }
}
