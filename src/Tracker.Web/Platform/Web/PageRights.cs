using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc;

namespace Tracker.Web.Platform;

/// <summary>
/// Who may open which page: one row a page. A page without a row is open to nobody, and a test names it.
/// Rows of other units are kept out by the statements themselves, not here.
/// </summary>
public static class PageRights
{
    static readonly Role[] everyone = Enum.GetValues<Role>();
    static readonly Role[] office = [Role.Coordinator];
    static readonly Role[] watchers = [Role.Coordinator, Role.Leader];
    static readonly Role[] unit = [Role.Liaison, Role.UnitHead];
    static readonly Role[] keepers = [Role.Coordinator, Role.SystemAdministrator];
    static readonly Role[] business = [Role.Coordinator, Role.Leader, Role.Liaison, Role.UnitHead];

    /// <summary>Pages that need no sign-in.</summary>
    public static readonly IReadOnlySet<string> Open = new HashSet<string> { "/SignIn/SignIn", "/SignIn/Denied", "/Shared/Error", "/Shared/NotFound", "/Mail/Unsubscribe" };

    /// <summary>Page (path below /Features) to the roles that may open it.</summary>
    public static readonly IReadOnlyDictionary<string, Role[]> Table = new Dictionary<string, Role[]>
    {
        ["/Home/Index"] = everyone,
        ["/SignIn/SignOut"] = everyone,
        ["/SignIn/Password"] = everyone,
        ["/Today/Today"] = office,
        ["/Notices/Index"] = watchers,
        ["/Notices/Import"] = office,
        ["/Corrections/Correction"] = office,
        ["/WorkPlans/Review"] = watchers,
        ["/WorkPlans/Edit"] = office,
        ["/WorkPlans/Dispatch"] = office,
        ["/Adjustments/Adjust"] = office,
        ["/Adjustments/Plan"] = office,
        ["/Practice/NextWorkday"] = office,
        ["/Todo/Index"] = unit,
        ["/Assignments/Report"] = unit,
        ["/Merging/Merge"] = unit,
        ["/Assignments/Several"] = unit,
        ["/ReportSheets/Index"] = unit,
        ["/Completions/Submit"] = unit,
        ["/Requests/Extend"] = unit,
        ["/Triggers/Answer"] = unit,
        ["/Reminders/Answer"] = unit,
        ["/Triggers/Event"] = office,
        ["/Namings/Propose"] = unit,
        ["/Namings/Index"] = office,
        ["/Requests/Reassign"] = unit,
        ["/Requests/Exempt"] = unit,
        ["/Requests/Index"] = office,
        ["/Requests/Decide"] = office,
        ["/Approvals/Index"] = [Role.UnitHead],
        ["/Returns/Grid"] = business,
        ["/Duties/Duty"] = business,
        ["/Items/Item"] = business,
        ["/Files/Download"] = business,
        ["/Instructions/Index"] = watchers,
        ["/Instructions/Give"] = watchers,
        ["/Instructions/Instruction"] = business,
        ["/Completions/Index"] = office,
        ["/Dispositions/Dispose"] = office,
        ["/Dispositions/YearEnd"] = office,
        ["/Dispositions/Carry"] = office,
        ["/Completions/Decide"] = office,
        ["/Orders/Index"] = office,
        ["/Circulars/Index"] = office,
        ["/Circulars/Reply"] = unit,
        ["/Transfers/Index"] = office,
        ["/Transfers/Transfer"] = office,
        ["/Mail/Outbox"] = keepers,
        ["/Mail/Settings"] = everyone,
        ["/Mail/Tomorrow"] = keepers,
        ["/Jobs/Index"] = [Role.SystemAdministrator],
        ["/Calendar/Index"] = keepers,
        ["/Replay/Index"] = watchers,
        ["/Rules/Index"] = keepers,
        ["/Calendar/Import"] = [Role.SystemAdministrator],
        ["/Calendar/Days"] = [Role.SystemAdministrator],
        ["/Ledger/Ledger"] = business,
        ["/Dashboard/Overview"] = watchers,
        ["/Units/Index"] = keepers,
        ["/Units/Unit"] = keepers,
        ["/Units/Edit"] = [Role.SystemAdministrator],
        ["/Units/Contacts"] = [Role.SystemAdministrator],
        ["/Units/Table"] = [Role.SystemAdministrator],
        ["/Units/Reorganisations"] = keepers,
        ["/Units/NewReorganisation"] = [Role.SystemAdministrator],
        ["/Accounts/Index"] = [Role.SecurityAdministrator],
        ["/Accounts/New"] = [Role.SecurityAdministrator],
        ["/Accounts/Account"] = [Role.SecurityAdministrator],
        ["/Events/Index"] = [Role.Auditor],
        ["/RollUps/RollUp"] = watchers,
        ["/RollUps/Merge"] = office,
    };

    /// <summary>Refuses before any handler runs.</summary>
    public sealed class Filter(IReadOnlyCollection<Role>? allowed) : IAsyncPageFilter
    {
        public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

        public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
        {
            var actor = context.HttpContext.ActorOrNobody();
            if (actor is null)
                context.Result = new ChallengeResult();
            else if (allowed is null || !allowed.Any(actor.Is))
                context.Result = new ForbidResult();
            else
                await next();
        }
    }

    public sealed class Convention : IPageApplicationModelConvention
    {
        public void Apply(PageApplicationModel model)
        {
            if (!Open.Contains(model.ViewEnginePath))
                model.Filters.Add(new Filter(Table.GetValueOrDefault(model.ViewEnginePath)));
        }
    }
}
