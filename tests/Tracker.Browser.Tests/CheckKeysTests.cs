using Microsoft.Playwright;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>A draft is checked by keys alone: from doubt to doubt, with the original beside it.</summary>
[TestFixture]
public sealed class CheckKeysTests : PracticeFixture
{
    const string Limits = """[{"raw":"适时","kind":"WhenAppropriate","due":null},{"raw":"12月底","kind":"ByDate","due":"2018-12-31"}]""";

    IPage page = null!;
    long planId, first, second;

    [SetUp]
    public async Task Import()
    {
        planId = (await office.ImportAnother()).PlanId;
        (first, second) = (await office.DraftItem(planId, "二.3"), await office.DraftItem(planId, "四.1"));
        // The reader's own doubts are looked at first, so that two are left.
        await office.Get<Tracker.Web.Features.WorkPlans.ConfirmItems>().Run(office.Checker, office.OnTheDay, planId,
            await office.Column<long>("SELECT DISTINCT work_item_id FROM doubts WHERE work_plan_id = @planId AND work_item_id IS NOT NULL", new { planId }));
        foreach (var doubt in await office.Column<long>("SELECT id FROM doubts WHERE work_plan_id = @planId AND work_item_id IS NULL", new { planId }))
            await office.Get<Tracker.Web.Features.WorkPlans.SettleDoubt>().Run(office.Checker, office.OnTheDay, planId, doubt, null);
        await office.Doubt(first, "timeLimit", Limits);
        await office.Doubt(second, "text", "[]");
        page = await browser.SignedIn(office, "duban", script: true);
        await page.GotoAsync($"/plans/{planId}/review");
    }

    [TearDown]
    public async Task CloseTab() => await page.Context.CloseAsync();

    [Test]
    public async Task From_doubt_to_doubt_choosing_accepting_and_taking_back()
    {
        var confirmed = await Confirmed();
        await page.Keyboard.PressAsync("n");
        Assert.That(await Focused(), Is.EqualTo($"item-{first}"));
        Assert.That(await InView(page.Locator($".original mark.here").First), Is.True, "the original shows where the value was found");

        await Step("2");
        Assert.That(await page.InnerTextAsync($"#item-{first} dl"), Does.Contain("12月底 → 2018-12-31"));
        await Step("a");
        Assert.That((await Focused(), await Confirmed()), Is.EqualTo(($"item-{first}", confirmed + 1)));
        await page.Keyboard.PressAsync("j");
        Assert.That(await Focused(), Is.EqualTo($"item-{second}"));
        await Step("Enter");
        Assert.That((await Focused(), await Confirmed()), Is.EqualTo(($"item-{second}", confirmed + 2)));

        await Step("u");
        Assert.That((await Focused(), await Confirmed()), Is.EqualTo(($"item-{second}", confirmed + 1)));
        await Step("u");
        await Step("u");
        Assert.That((await Focused(), await Confirmed()), Is.EqualTo(($"item-{first}", confirmed)));
        Assert.That(await page.Locator($"#item-{first} .readings button").CountAsync(), Is.EqualTo(2), "the choice is open again");
    }

    [Test]
    public async Task A_step_leaves_the_item_where_it_was_on_the_screen()
    {
        await page.Keyboard.PressAsync("n");
        var before = await Top(first);
        await Step("1");
        Assert.That(await Top(first), Is.EqualTo(before).Within(2));
    }

    [Test]
    public async Task An_open_choice_is_not_accepted()
    {
        await page.Keyboard.PressAsync("n");
        await Step("a");
        Assert.That(await page.InnerTextAsync(".broken"), Does.Contain("二.3有两种读法"));
        Assert.That(await Focused(), Is.EqualTo($"item-{first}"));
    }

    [Test]
    public async Task Editing_is_one_key_away_and_comes_back_to_the_item()
    {
        await page.Keyboard.PressAsync("n");
        await Step("e");
        Assert.That(new Uri(page.Url).AbsolutePath, Is.EqualTo($"/plans/{planId}/items/{first}/edit"));
        await page.FillAsync("#Form_Text", "键盘改的任务。n");
        await page.ClickAsync("text=只保存");
        Assert.That(await Focused(), Is.EqualTo($"item-{first}"));
        await Step("u");
        Assert.That(await page.InnerTextAsync($"#item-{first}"), Does.Contain("制定自治区政府债务信息公开办法"));
    }

    [Test]
    public async Task An_unknown_name_is_put_right_by_a_key_and_taken_back_by_another()
    {
        await office.AsOwner($"""
            UPDATE item_units u SET name = CASE u.name WHEN '财政厅' THEN '财政局' ELSE '公安听' END
            FROM work_items w WHERE w.id = u.work_item_id AND w.work_plan_id = {planId} AND u.name IN ('财政厅', '公安厅')
            """);
        await page.Look(office, $"/plans/{planId}/review", "review-unknown-names");
        await page.Keyboard.PressAsync("n");
        Assert.That(await Focused(), Is.EqualTo("name-0"));
        await Step("1");
        Assert.That(await Focused(), Is.EqualTo("name-0"), "the next unknown name is at hand");
        Assert.That(await page.InnerTextAsync(".said"), Does.Match("“(财政局|公安听)”已改为“(财政厅|公安厅)”"));
        await Step("1");
        Assert.That(await Focused(), Does.StartWith("item-"));
        Assert.That(await page.Locator("#name-0").CountAsync(), Is.Zero);
        await Step("u");
        Assert.That(await page.Locator("#name-0").CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task The_keys_are_listed_and_can_be_switched_off()
    {
        await page.Keyboard.PressAsync("?");
        Assert.That(await page.Locator("#keys dl").IsVisibleAsync(), Is.True);
        Assert.That(await page.Barriers(), Is.Empty);
        await page.UncheckAsync("#use-keys");
        await page.Keyboard.PressAsync("n");
        Assert.That(await Focused(), Does.Not.StartWith("item-"));
        await page.ReloadAsync();
        await page.Keyboard.PressAsync("n");
        Assert.That(await Focused(), Does.Not.StartWith("item-"), "the choice is kept");
    }

    [Test]
    public async Task Everybody_can_read_it_with_doubts_open_and_settled()
    {
        await page.Keyboard.PressAsync("n");
        await Step("1");
        await page.Look(office, $"/plans/{planId}/review", "review-readings");
    }

    /// <summary>Presses a key that does something on the server, and waits for the page that comes back.</summary>
    async Task Step(string key)
    {
        var loaded = new TaskCompletionSource();
        page.Load += (_, _) => loaded.TrySetResult();
        await page.Keyboard.PressAsync(key);
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    Task<string> Focused() => page.EvaluateAsync<string>("document.activeElement.id");

    async Task<int> Confirmed() => int.Parse((await page.InnerTextAsync(".check-bar b")).Split("/")[0]);

    Task<double> Top(long item) => page.Locator($"#item-{item}").EvaluateAsync<double>("e => e.getBoundingClientRect().top");

    static Task<bool> InView(ILocator mark) => mark.EvaluateAsync<bool>("m => m.getBoundingClientRect().top >= 0 && m.getBoundingClientRect().bottom <= innerHeight");
}
