using Microsoft.Playwright;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>A draft beside its original.</summary>
[TestFixture]
public sealed class PlanPagesTests : PracticeFixture
{
    [Test]
    public async Task A_value_leads_to_its_place_and_back()
    {
        var planId = await office.ReadyPlan();
        var page = await SignedIn("duban", script: true);
        await page.GotoAsync($"/plans/{planId}/review");
        var item = page.Locator("article.item", new() { HasText = "制定自治区政府债务信息公开办法" });
        await item.Locator("a.place >> nth=0").ClickAsync();
        Assert.That(await page.InnerTextAsync("mark:target"), Does.Contain("制定自治区政府债务信息公开办法"));
        Assert.That(await page.Locator("mark:target").EvaluateAsync<bool>("m => m.getBoundingClientRect().top >= 0 && m.getBoundingClientRect().bottom <= innerHeight"), Is.True);
        await page.ClickAsync("mark:target a");
        Assert.That(await page.InnerTextAsync("article.item:target"), Does.Contain("制定自治区政府债务信息公开办法"));
    }

    [Test]
    public async Task Two_who_edit_one_item_see_both_texts()
    {
        var planId = await office.ReadyPlan();
        var item = await office.One<long>("SELECT id FROM work_items WHERE work_plan_id = @planId AND number = '二.3'", new { planId });
        var (first, second) = (await SignedIn("duban"), await SignedIn("duban2"));
        await Look(first, $"/plans/{planId}/items/{item}/edit", "edit");
        await second.GotoAsync($"/plans/{planId}/items/{item}/edit");
        await Save(first, "第一个人写的任务。");
        Assert.That(await first.InnerTextAsync(".said"), Does.Contain("已保存"));
        await Save(second, "第二个人写的任务。");
        Assert.That(await second.InnerTextAsync("main"), Does.Contain("您的修改没有保存").And.Contain("第一个人写的任务。"));
        Assert.That(await second.InputValueAsync("#Form_Text"), Is.EqualTo("第二个人写的任务。"));
        await second.Picture("edit-conflict");
        await Save(second, "两个人合写的任务。");
        Assert.That(await office.One<string>("SELECT text FROM work_items WHERE id = @item", new { item }), Is.EqualTo("两个人合写的任务。"));
    }

    static async Task Save(IPage page, string text)
    {
        await page.FillAsync("#Form_Text", text);
        await page.ClickAsync("text=保存并确认");
    }

    Task<IPage> SignedIn(string login, bool script = false) => browser.SignedIn(office, login, script);

    Task Look(IPage page, string address, string picture) => page.Look(office, address, picture);
}
