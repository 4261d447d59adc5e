using System.Net;
using Tracker.Web.Tests.Platform;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Features.Units;

/// <summary>The registry through its pages, as the system administrator; others look, or are kept out.</summary>
[TestFixture]
public sealed class UnitPagesTests
{
    Registry office = null!;
    HttpClient admin = null!, coordinator = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await Registry.Open();
        (admin, coordinator) = (await office.Client("xitong", Role.SystemAdministrator), await office.Client("duban", Role.Coordinator));
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        admin.Dispose();
        coordinator.Dispose();
        await office.DisposeAsync();
    }

    /// <summary>What a page shows after its form was sent with these fields.</summary>
    static async Task<string> Sent(HttpClient client, string address, params (string Name, string Value)[] fields)
    {
        using var answer = await client.PostAsync(address, await client.Form(address, fields));
        return answer.Headers.Location is { } next ? await client.GetStringAsync(next) : await answer.Content.ReadAsStringAsync();
    }

    static (string, string)[] Unit(string code, string full, string shortName, params (string Name, string Value)[] more) =>
        [("Unit.Code", code), ("Unit.FullName", full), ("Unit.ShortName", shortName), ("Unit.Kind", "Department"), ("Unit.Order", "150"), .. more];

    async Task<(string, string)> Version(string code) => ("Version", $"{await office.One<int>("SELECT version FROM units WHERE code = @code", new { code })}");

    [Test]
    public async Task A_unit_is_added_below_another_and_found_by_its_alias()
    {
        var page = await Sent(admin, "/unit-form", Unit("dsjj", "西藏自治区大数据发展管理局", "大数据局", ("Unit.Aliases", "大数据发展局；数据局"), ("Unit.Parent", "bgt"), ("Unit.FoundedOn", "2018-06-01")));
        Assert.That(page, Does.Contain("已新增大数据局").And.Contain("数据局").And.Contain("政府办公厅").And.Contain("联络员空缺，无人接收"));
        Assert.That(await coordinator.GetStringAsync("/units?q=" + Uri.EscapeDataString("数据局")), Does.Contain("/units/dsjj").And.Contain("depth1"));
        Assert.That(await coordinator.GetStringAsync("/units?on=2018-05-31"), Does.Not.Contain("/units/dsjj\""));
        Assert.That(await office.One<string>("SELECT sentence FROM events WHERE verb = 'SaveUnit' ORDER BY id DESC LIMIT 1"), Is.EqualTo("新增单位 大数据局：新增"));
    }

    [Test]
    public async Task A_correction_says_what_it_changed()
    {
        var page = await Sent(admin, "/unit-form/swt", Unit("", "西藏自治区商务厅", "商务厅", await Version("swt"), ("Unit.Aliases", "区商务厅"), ("Unit.Order", "118")));
        Assert.That(page, Does.Contain("商务厅已保存"));
        Assert.That(await office.One<string>("SELECT sentence FROM events WHERE verb = 'SaveUnit' AND subject = 'Unit:' || (SELECT id FROM units WHERE code = 'swt')"),
            Does.StartWith("修改单位 商务厅：别称：（空） → 区商务厅").And.Not.Contain("全称"));
    }

    [Test]
    public async Task Two_who_edit_one_unit_see_each_other()
    {
        var before = await Version("kjt");
        await Sent(admin, "/unit-form/kjt", Unit("", "西藏自治区科学技术厅", "科技厅", before, ("Unit.Note", "第一个人")));
        Assert.That(await Sent(admin, "/unit-form/kjt", Unit("", "西藏自治区科学技术厅", "科技厅", before, ("Unit.Note", "第二个人"))), Does.Contain("在您填写期间，科技厅已被别人修改").And.Contain("第二个人"));
        Assert.That(await office.One<string>("SELECT note FROM units WHERE code = 'kjt'"), Is.EqualTo("第一个人"));
    }

    [TestCase("czt", "另一个财政厅", "另一个", null, null, "代码“czt”已经是财政厅的，请换一个代码。")]
    [TestCase("Ca t", "大厅", "大厅", null, null, "“代码”只能由小写字母、数字和横线组成")]
    [TestCase("neu", "", "新", null, null, "“全称”不能为空。")]
    [TestCase("neu", "财政厅", "新", null, null, "“财政厅”已经是财政厅（czt）的名称，两个单位不能共用。")]
    [TestCase("neu", "新的厅", "环保厅", null, null, "“环保厅”已经是环境保护厅（hbt）的名称")]
    [TestCase("neu", "政府各部门", "新", null, null, "“政府各部门”是单位范围的名称")]
    [TestCase("neu", "新的厅", "新", "Unit.Parent", "nobody", "登记簿里没有“nobody”")]
    [TestCase("neu", "新的厅", "新", "Unit.Parent", "neu", "“上级”不能是单位自己。")]
    [TestCase("neu", "新的厅", "新", "Unit.FoundedOn", "2018-02-30", "The value")]
    [TestCase("neu", "新的厅", "新", "Unit.Order", "100000", "“顺序”应在 0 到 99999 之间。")]
    [TestCase("neu", "新的厅", "新", "Unit.Kind", "", "请选择单位的类型。")]
    public async Task A_unit_that_is_not_right_is_told_why_and_not_stored(string code, string full, string shortName, string? field, string? value, string sentence)
    {
        var fields = Unit(code, full, shortName).Where(f => f.Item1 != field).Concat(field is null ? [] : [(field, value!)]).ToArray();
        Assert.That(WebUtility.HtmlDecode(await Sent(admin, "/unit-form", fields)), Does.Contain(sentence));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM units WHERE code = 'neu'"), Is.Zero);
    }

    [Test]
    public async Task Nobody_is_put_above_himself()
    {
        await Sent(admin, "/unit-form", Unit("up", "上面的局", "上面"));
        await Sent(admin, "/unit-form", Unit("down", "下面的局", "下面", ("Unit.Parent", "up")));
        Assert.That(await Sent(admin, "/unit-form/up", Unit("", "上面的局", "上面", await Version("up"), ("Unit.Parent", "down"))), Does.Contain("绕回了自己"));
    }

    [Test]
    public async Task A_corrected_name_is_told_apart_from_the_one_before_by_when_it_was_recorded()
    {
        await Sent(admin, "/unit-form", Unit("typo", "西藏自治区体育总会", "体育总汇"));
        await Sent(admin, "/unit-form/typo", Unit("", "西藏自治区体育总会", "体育总会", await Version("typo")));
        Assert.That(await office.Column<string>("SELECT n.short_name FROM unit_names n JOIN units u ON u.id = n.unit_id WHERE u.code = 'typo' ORDER BY n.recorded_at"),
            Is.EqualTo(new[] { "体育总汇", "体育总会" }));
    }

    [Test]
    public async Task Contacts_are_replaced_in_order_and_the_vacancy_shows()
    {
        var page = await Sent(admin, "/unit-contacts/jyglj", await Version("jyglj"), ("Lines[0].Duty", "OfficeDirector"), ("Lines[0].Name", "次仁"), ("Lines[0].Email", "bgs@jyglj.example"),
            ("Lines[0].Phone", "0891-1234567"), ("Lines[1].Duty", "DeputyInCharge"), ("Lines[1].Name", ""));
        Assert.That(page, Does.Contain("监狱管理局的联系人已保存").And.Contain("bgs@jyglj.example").And.Contain("▲ 联络员空缺").And.Contain("邮件改发次仁"));
        Assert.That(await office.One<string>("SELECT sentence FROM events WHERE verb = 'SaveContacts'"), Is.EqualTo("登记监狱管理局的联系人：办公室主任 次仁"));
    }

    [TestCase("Name", "", "联系人的姓名不能为空")]
    [TestCase("Email", "没有邮箱", "“次仁”的电子邮箱“没有邮箱”不对，应写成 name@example.gov.cn。")]
    [TestCase("Email", "a@b.example,c@d.example", "的电子邮箱")]
    [TestCase("Phone", "call me", "“次仁”的电话“call me”不对")]
    [TestCase("Login", "nobody-at-all", "没有账号 nobody-at-all。")]
    public async Task A_contact_that_is_not_right_is_told_why_and_nothing_is_replaced(string field, string value, string sentence)
    {
        var before = await office.One<int>("SELECT count(*)::int FROM unit_contacts");
        (string, string)[] fields = [("Lines[0].Duty", "Liaison"), ("Lines[0].Name", "次仁"), ("Lines[0].Email", "a@b.example"), ("Lines[0].Phone", "123"), ("Lines[0].Login", "")];
        var page = await Sent(admin, "/unit-contacts/tyj", [.. fields.Where(f => f.Item1 != $"Lines[0].{field}"), ($"Lines[0].{field}", value), await Version("tyj")]);
        Assert.That(WebUtility.HtmlDecode(page), Does.Contain(sentence));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM unit_contacts"), Is.EqualTo(before));
    }

    [Test]
    public async Task Contacts_that_another_changed_meanwhile_are_not_overwritten()
    {
        var (version, old) = await Version("tjj");
        await Sent(admin, "/unit-contacts/tjj", (version, old), ("Lines[0].Name", "先"), ("Lines[0].Email", "x@tjj.example"));
        Assert.That(await Sent(admin, "/unit-contacts/tjj", (version, old), ("Lines[0].Name", "后")), Does.Contain("已被别人修改，联系人没有保存"));
    }

    [TestCase("/unit-form")]
    [TestCase("/unit-form/czt")]
    [TestCase("/unit-contacts/czt")]
    [TestCase("/unit-table")]
    [TestCase("/new-reorganisation")]
    public async Task A_coordinator_changes_no_unit(string address)
    {
        using var answer = await coordinator.GetAsync(address);
        Assert.That(answer.Headers.Location?.AbsolutePath, Is.EqualTo("/denied"));
        using var posted = await coordinator.PostAsync(address, await coordinator.Form("/notices/import"));
        Assert.That(posted.Headers.Location?.AbsolutePath, Is.EqualTo("/denied"));
    }

    [TestCase(Role.Liaison)]
    [TestCase(Role.UnitHead)]
    [TestCase(Role.Leader)]
    [TestCase(Role.SecurityAdministrator)]
    [TestCase(Role.Auditor)]
    public async Task Others_do_not_even_see_the_registry(Role role)
    {
        using var client = await office.Client($"{role}".ToLowerInvariant(), role);
        foreach (var address in new[] { "/units", "/units/czt", "/reorganisations", "/units?handler=Csv" })
        {
            using var answer = await client.GetAsync(address);
            Assert.That(answer.Headers.Location?.AbsolutePath, Is.EqualTo("/denied"), address);
        }
    }

    [TestCase("/units/nowhere")]
    [TestCase("/unit-form/nowhere")]
    [TestCase("/unit-contacts/nowhere")]
    public async Task A_unit_that_is_not_there_is_not_found(string address)
    {
        using var answer = await admin.GetAsync(address);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
