using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>Every page that can be looked at, as each who may open it sees it in a year that is nearly over.</summary>
[TestFixture, Parallelizable(ParallelScope.Children)]
public sealed partial class EveryPageTests
{
    /// <summary>Where each page is found; words in braces are <see cref="Parameters"/>.</summary>
    static readonly Dictionary<string, string[]> addresses = new()
    {
        ["/SignIn/SignIn"] = ["/sign-in"],
        ["/SignIn/Denied"] = ["/denied"],
        ["/Shared/Error"] = ["/error"],
        ["/Shared/NotFound"] = ["/not-found"],
        ["/SignIn/Password"] = ["/password"],
        ["/Today/Today"] = ["/today"],
        ["/Notices/Index"] = ["/notices"],
        ["/Notices/Import"] = ["/notices/import"],
        ["/Corrections/Correction"] = ["/corrections/{correction}"],
        ["/WorkPlans/Review"] = ["/plans/{dispatched}/review", "/plans/{draft}/review"],
        ["/WorkPlans/Edit"] = ["/plans/{draft}/items/{draftItem}/edit"],
        ["/WorkPlans/Dispatch"] = ["/plans/{ready}/dispatch", "/plans/{draft}/dispatch"],
        ["/Adjustments/Adjust"] = ["/items/{item}/adjust"],
        ["/Adjustments/Plan"] = ["/plans/{dispatched}/adjustments"],
        ["/Todo/Index"] = ["/todo"],
        ["/Assignments/Report"] = ["/assignments/{open}/report"],
        ["/Merging/Merge"] = ["/assignments/{leads}/merge"],
        ["/Assignments/Several"] = ["/report-several/{unit}", "/report-several/{unit}?id={open}"],
        ["/ReportSheets/Index"] = ["/report-sheets/{unit}"],
        ["/Completions/Submit"] = ["/assignments/{open}/complete"],
        ["/Requests/Extend"] = ["/assignments/{open}/extend"],
        ["/Requests/Reassign"] = ["/assignments/{open}/reassign"],
        ["/Requests/Exempt"] = ["/assignments/{open}/exempt"],
        ["/Triggers/Answer"] = ["/assignments/{open}/trigger"],
        ["/Triggers/Event"] = ["/items/{item}/event"],
        ["/Namings/Propose"] = ["/assignments/{open}/names"],
        ["/Namings/Index"] = ["/namings"],
        ["/Dispositions/Dispose"] = ["/items/{item}/office"],
        ["/Dispositions/YearEnd"] = ["/plans/{dispatched}/year-end"],
        ["/Dispositions/Carry"] = ["/plans/{dispatched}/carry"],
        ["/Instructions/Index"] = ["/instructions"],
        ["/Instructions/Give"] = ["/items/{item}/instruct"],
        ["/Instructions/Instruction"] = ["/instructions/{instruction}"],
        ["/Requests/Index"] = ["/requests"],
        ["/Requests/Decide"] = ["/requests/{request}"],
        ["/Approvals/Index"] = ["/approvals"],
        ["/Returns/Grid"] = ["/returns/{yearEnd}/{unit}"],
        ["/Duties/Duty"] = ["/duties/{duty}"],
        ["/Items/Item"] = ["/items/{item}"],
        ["/Completions/Index"] = ["/completions"],
        ["/Completions/Decide"] = ["/completions/{completion}"],
        ["/Orders/Index"] = ["/orders"],
        ["/Circulars/Index"] = ["/circulars"],
        ["/Circulars/Reply"] = ["/circulars/{circular}/{unit}"],
        ["/Transfers/Index"] = ["/transfers"],
        ["/Transfers/Transfer"] = ["/transfers/{ended}"],
        ["/Mail/Outbox"] = ["/outbox", "/outbox?show=failed", "/outbox?show=undelivered"],
        ["/Jobs/Index"] = ["/jobs"],
        ["/Mail/Settings"] = ["/mail-settings"],
        ["/Mail/Unsubscribe"] = ["/unsubscribe/nobodys"],
        ["/Mail/Tomorrow"] = ["/mail-tomorrow"],
        ["/Reminders/Answer"] = ["/assignments/{open}/nudge"],
        ["/Ledger/Ledger"] = ["/ledger", "/ledger?view=Assignments"],
        ["/Dashboard/Overview"] = ["/overview"],
        ["/Units/Index"] = ["/units"],
        ["/Units/Unit"] = ["/units/{code}"],
        ["/Units/Edit"] = ["/unit-form", "/unit-form/{code}"],
        ["/Units/Contacts"] = ["/unit-contacts/{code}"],
        ["/Units/Table"] = ["/unit-table"],
        ["/Units/Reorganisations"] = ["/reorganisations"],
        ["/Units/NewReorganisation"] = ["/new-reorganisation"],
        ["/Calendar/Index"] = ["/calendar", "/calendar?year=2027"],
        ["/Replay/Index"] = ["/replay?on=2018-12-20", "/replay?on=2018-06-01"],
        ["/Rules/Index"] = ["/settings"],
        ["/Calendar/Import"] = ["/calendar-import"],
        ["/Calendar/Days"] = ["/calendar-days"],
        ["/Accounts/Index"] = ["/accounts"],
        ["/Accounts/New"] = ["/new-account"],
        ["/Accounts/Account"] = ["/accounts/{login}"],
        ["/Events/Index"] = ["/events"],
        ["/RollUps/RollUp"] = ["/plans/{dispatched}/rollup"],
        ["/RollUps/Merge"] = ["/plans/{dispatched}/merge", "/plans/{dispatched}/merge?category={category}"],
    };

    /// <summary>Pages that show nothing of their own: they lead on, answer a form, or hand out a file.</summary>
    static readonly string[] withoutPicture = ["/Home/Index", "/SignIn/SignOut", "/Practice/NextWorkday", "/Files/Download"];

    /// <summary>What stands for a word in braces, for somebody of the unit with code @code.</summary>
    static readonly Dictionary<string, string> parameters = new()
    {
        ["code"] = "SELECT @code::text",
        ["login"] = "SELECT 'lly-' || @code",
        ["unit"] = "SELECT id::text FROM units WHERE code = @code",
        ["dispatched"] = "SELECT work_plan_id::text FROM dispatches",
        ["category"] = "SELECT min(c.id)::text FROM categories c JOIN dispatches d ON d.work_plan_id = c.work_plan_id",
        ["ready"] = "SELECT work_plan_id::text FROM plan_reviews r WHERE NOT EXISTS (SELECT FROM dispatches d WHERE d.region_id = r.region_id AND d.work_plan_id = r.work_plan_id)",
        ["draft"] = "SELECT max(id)::text FROM work_plans",
        ["draftItem"] = "SELECT min(id)::text FROM work_items WHERE work_plan_id = (SELECT max(id) FROM work_plans)",
        ["correction"] = "SELECT min(id)::text FROM notice_corrections",
        ["yearEnd"] = "SELECT id::text FROM checkpoints WHERE kind = 'YearEnd'",
        ["circular"] = "SELECT min(id)::text FROM circulars",
        ["duty"] = "SELECT min(id)::text FROM notice_duties",
        ["item"] = $"SELECT a.work_item_id::text {OfUnitSql} ORDER BY NOT {Ended.Sql} DESC, {SubmittedSql} DESC, a.role, a.id LIMIT 1",
        ["open"] = $"SELECT a.id::text {OfUnitSql} AND a.role <> 'Support' AND NOT {Ended.Sql} ORDER BY {SubmittedSql} DESC, a.id LIMIT 1",
        ["instruction"] = "SELECT min(p.instruction_id)::text FROM instruction_parts p JOIN assignments a ON a.region_id = p.region_id AND a.id = p.assignment_id JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id WHERE u.code = @code",
        ["leads"] = $"SELECT a.id::text {OfUnitSql} ORDER BY a.role = 'Lead' AND a.position = 1 DESC, EXISTS (SELECT FROM assignments s WHERE s.work_item_id = a.work_item_id AND s.role = 'Support') DESC, a.id LIMIT 1",
        ["request"] = "SELECT min(id)::text FROM requests r WHERE NOT EXISTS (SELECT FROM request_decisions d WHERE d.region_id = r.region_id AND d.request_id = r.id)",
        ["completion"] = "SELECT max(id)::text FROM completions c WHERE NOT EXISTS (SELECT FROM completion_decisions d WHERE d.region_id = c.region_id AND d.completion_id = c.id)",
        ["ended"] = "SELECT code FROM units u WHERE ended_on IS NOT NULL AND EXISTS (SELECT FROM assignments a WHERE a.region_id = u.region_id AND a.unit_id = u.id AND a.transferred_on IS NULL) ORDER BY position LIMIT 1",
    };

    const string OfUnitSql = """
        FROM assignments a JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id WHERE u.code = @code
        """;

    // Who submitted something that did not end the matter was sent it back, or waits.
    const string SubmittedSql = "EXISTS (SELECT FROM completions c WHERE c.region_id = a.region_id AND c.assignment_id = a.id)";

    PracticeOffice office = null!;
    Browser browser = null!;

    [OneTimeSetUp]
    public async Task Open() => (office, browser) = (await PlayedYear.Office, await Browser.Open());

    [OneTimeTearDown]
    public async Task Close() => await browser.DisposeAsync();

    [Test]
    public void No_page_is_left_out() => Assert.That(addresses.Keys.Concat(withoutPicture), Is.EquivalentTo(PageRights.Table.Keys.Concat(PageRights.Open)));

    [TestCase("duban", Role.Coordinator, "sgb")]
    [TestCase("lingdao", Role.Leader, "naqu")]
    [TestCase("lly-sgb", Role.Liaison, "sgb")]
    [TestCase("fzr-naqu", Role.UnitHead, "naqu")]
    [TestCase("xitong", Role.SystemAdministrator, "hbt")]
    [TestCase("anquan", Role.SecurityAdministrator, "jyt")]
    [TestCase("shenji", Role.Auditor, "jyt")]
    public async Task Everything_can_be_read_at_both_widths(string login, Role role, string unit)
    {
        var page = await browser.SignedIn(office, login, script: true);
        await Walk(page, login, unit, PageRights.Table.Where(row => row.Value.Contains(role)).Select(row => row.Key).Except(withoutPicture));
    }

    [Test]
    public async Task Everything_can_be_read_before_signing_in() =>
        await Walk(await browser.Page(office.Address), "nobody", "jyt", PageRights.Open);

    [Test]
    public async Task Whoever_has_signed_nothing_sees_what_to_sign() =>
        await Walk(await browser.SignedIn(office, "lly-zsj", script: true), "lly-zsj", "zsj", ["/Todo/Index"]);

    async Task Walk(IPage page, string who, string unit, IEnumerable<string> pages)
    {
        var faults = new List<string>();
        var here = "";
        // What is said later comes from whoever looks: axe and the camera bring styles of their own, which the page refuses.
        page.Console += (_, said) => { if (here != "" && said.Type == "error" && !said.Text.Contains("the server responded with a status of", StringComparison.Ordinal)) faults.Add($"{here}: console: {said.Text}"); };
        page.PageError += (_, error) => faults.Add($"{here}: script: {error}");
        foreach (var address in pages.SelectMany(name => addresses[name]))
        {
            var path = here = await Filled(address, unit);
            var opened = await Opened(page, path);
            here = "";
            var picture = Path.Combine(Checkout.Results("every-page"), $"{who}{NoName().Replace(path, "-").TrimEnd('-')}");
            faults.AddRange(opened.Concat(await Looked(page, picture)).Select(fault => $"{path}: {fault}"));
        }
        Assert.That(string.Join('\n', faults), Is.Empty);
    }

    static async Task<IReadOnlyList<string>> Opened(IPage page, string address)
    {
        var faults = new List<string>();
        await page.SetViewportSizeAsync(Browser.Desk, 900);
        var answer = await page.GotoAsync(address);
        if (new Uri(page.Url).PathAndQuery != address)
            faults.Add($"leads to {page.Url}");
        if (answer!.Status >= 500 && address != "/error")
            faults.Add($"status {answer.Status}");
        if ((await page.TitleAsync()).Split(" · ")[0].Trim() == "")
            faults.Add("has no title");
        if (await page.Locator("h1").CountAsync() is not 1 and var heads)
            faults.Add($"has {heads} h1");
        return faults;
    }

    static async Task<IReadOnlyList<string>> Looked(IPage page, string picture)
    {
        var faults = new List<string>();
        foreach (var width in new[] { Browser.Desk, Browser.Phone })
        {
            await page.SetViewportSizeAsync(width, 900);
            if (await page.IsWiderThanWindow())
                faults.Add($"is wider than {width}");
            faults.AddRange((await page.CutTexts()).Select(cut => $"at {width} {cut}"));
            if (Looking.PicturesWanted)
                await Draw(page, width, $"{picture}-{width}.png");
        }
        faults.AddRange(await page.Barriers());
        return faults;
    }

    static async Task Draw(IPage page, int width, string file)
    {
        var height = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        await page.ScreenshotAsync(new() { FullPage = true, Clip = new() { Width = width, Height = Math.Min(height, 4000) }, Path = file });
    }

    async Task<string> Filled(string address, string unit)
    {
        foreach (var name in InBraces().Matches(address).Select(match => match.Groups[1].Value))
            address = address.Replace($"{{{name}}}", await office.One<string>(parameters[name], new { code = unit }) ?? throw new InvalidOperationException($"the world has no {name} for {unit}"));
        return address;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex InBraces();

    [GeneratedRegex(@"[^a-zA-Z0-9-]+")]
    private static partial Regex NoName();
}
