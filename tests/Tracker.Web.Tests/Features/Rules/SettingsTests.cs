using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Rules;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Rules;

/// <summary>Other numbers for lamps and reminders: what they change is seen before it is done, and what held stays on record.</summary>
[TestFixture]
public sealed class SettingsTests
{
    static readonly LocalDate october = new(2018, 10, 9);

    DispatchedPlan plan = null!;
    Actor shell = null!;

    [SetUp]
    public async Task Make()
    {
        plan = await DispatchedPlan.Make();
        shell = Actor.Operator(plan.RegionId, "test");
        // Some sign and send all that was due; one of them leaves the third quarter out.
        foreach (var (i, unit) in plan.Assignments.Select(a => a.UnitId).Distinct().Take(16).Index())
        {
            await plan.Acknowledge(unit, DispatchedPlan.DispatchedOn);
            await plan.Return(unit, new(2018, 7, 20));
            if (i > 0)
                await plan.Return(unit, new(2018, 9, 28));
        }
        await plan.LightAll(october);
    }

    [TearDown]
    public async Task End() => await plan.DisposeAsync();

    static ChangeSettings.Form Form(string name, string value, string reason = "厅务会要求") => new(new Dictionary<string, string?> { [name] = value }, reason);

    async Task<IReadOnlyList<string>> Column(string sql)
    {
        await using var connection = await plan.Get<Database>().Open();
        return (await connection.QueryAsync<string>(sql)).AsList();
    }

    Task<IReadOnlyList<string>> Everything() => Column("SELECT l::text FROM lamps l UNION ALL SELECT i::text FROM item_lamps i UNION ALL SELECT s::text FROM settings s UNION ALL SELECT e.id::text FROM events e ORDER BY 1");

    Task<IReadOnlyList<string>> Kept() => Column("SELECT assignment_id || ' ' || lamp FROM lamps ORDER BY assignment_id");

    [TestCase("NearDays", "25")]
    [TestCase("ReportLateRed", "0")]
    [TestCase("ShortSpanUnder", "250")]
    [TestCase("CountsWarnOn", "12月31日")]
    public async Task What_would_change_is_what_changes(string name, string value)
    {
        var at = DispatchedPlan.On(october);
        var (before, was) = (await Everything(), await Kept());
        var shown = await plan.Get<ChangeSettings>().Preview(shell, at, Form(name, value));
        Assert.That(await Everything(), Is.EqualTo(before), "a preview stores nothing");
        var done = await plan.Get<ChangeSettings>().Run(shell, at, Form(name, value), shown.Fingerprint);
        var changed = (await Kept()).Except(was).Count();
        Assert.That((shown.Effect.LampsChanged, done.Effect.LampsChanged), Is.EqualTo((changed, changed)));
        Assert.That(changed, Is.Positive);
    }

    [Test]
    public async Task Other_days_for_reminders_move_those_to_come()
    {
        var shown = await plan.Get<ChangeSettings>().Preview(shell, DispatchedPlan.On(october), Form("HeadsUpDays", "15，5"));
        Assert.That(shown.Differences, Is.EqualTo(new[] { "提前提醒 10、5、1 → 15、5" }));
        Assert.That(shown.Effect.Reminders.Where(r => r.Before is null), Is.Not.Empty, "15 days before");
        Assert.That(shown.Effect.Reminders.Where(r => r.After is null), Is.Not.Empty, "10 and 1 days before");
        Assert.That(shown.Effect.LampsChanged, Is.Zero);
    }

    [Test]
    public async Task What_held_before_stays_on_record_with_who_and_why()
    {
        var change = plan.Get<ChangeSettings>();
        await change.Run(shell, DispatchedPlan.On(october), Form("NearDays", "15"));
        await change.Run(shell, DispatchedPlan.On(october.PlusDays(1)), Form("NearDays", "20", "再提前一周"));
        await using var connection = await plan.Get<Database>().Open();
        var seen = new List<(int, int)>();
        foreach (var day in new[] { october.PlusDays(-1), october, october.PlusDays(1) })
            seen.Add((await OfficeRules.Load(connection, plan.RegionId, OfficeClock.EndOf(day))).Lamps is var rule ? (rule.Version, rule.NearDays) : default);
        Assert.That(seen, Is.EqualTo(new[] { (2, 10), (3, 15), (4, 20) }));
        Assert.That((await SettingsLine.Load(connection, plan.RegionId)).Select(l => (l.Version, l.By, l.Differences[0], l.Reason)),
            Is.EqualTo(new[] { (4, "运维", "时限预警 15 → 20", "再提前一周"), (3, "运维", "时限预警 10 → 15", "厅务会要求") }));
        Assert.That(await Column("SELECT sentence FROM events WHERE verb = 'ChangeSettings' ORDER BY id"), Is.EqualTo(new[] { "时限预警 10 → 15。原因：厅务会要求", "时限预警 15 → 20。原因：再提前一周" }));
    }

    [TestCase("NearDays", "", "“时限预警”要填 0 到 60 的整数，现在是“”。")]
    [TestCase("NearDays", "十", "“时限预警”要填 0 到 60 的整数，现在是“十”。")]
    [TestCase("NearDays", "-1", "“时限预警”要填 0 到 60 的整数，现在是“-1”。")]
    [TestCase("NearDays", "61", "“时限预警”要填 0 到 60 的整数，现在是“61”。")]
    [TestCase("NearDays", "1.5", "“时限预警”要填 0 到 60 的整数，现在是“1.5”。")]
    [TestCase("NearDays", "99999999999", "“时限预警”要填 0 到 60 的整数，现在是“99999999999”。")]
    [TestCase("UnsignedRed", "2", "“逾期未签收”（2）要比“未签收预警”（2）多，否则没有预警就红了。")]
    [TestCase("ItemRedPercent", "0", "“任务转红比例”要填 1 到 100 的整数，现在是“0”。")]
    [TestCase("HeadsUpDays", "", "“提前提醒”要填 1 到 6 个数，例如 10、5、1。")]
    [TestCase("HeadsUpDays", "1、5、10", "“提前提醒”要从多到少、不重复，例如 10、5、1，现在是“1、5、10”。")]
    [TestCase("HeadsUpDays", "5、5", "“提前提醒”要从多到少、不重复，例如 10、5、1，现在是“5、5”。")]
    [TestCase("CountsWarnOn", "13-01", "“次数预警日”要填月和日，例如 10-01，现在是“13-01”。")]
    [TestCase("CountsWarnOn", "02-30", "“次数预警日”要填月和日，例如 10-01，现在是“02-30”。")]
    [TestCase("CountsWarnOn", "十月", "“次数预警日”要填月和日，例如 10-01，现在是“十月”。")]
    [TestCase("HeadsUpDays", "10、零", "“提前提醒”要填 1 到 60 的整数，现在是“零”。")]
    [TestCase("NearDays", "10", "没有改动任何设置。")]
    [TestCase("CheckpointMidYear", "02-30", "“年中进展”填的“02-30”没有这一天，请填月和日，例如 06-30。")]
    [TestCase("CheckpointYearEnd", "09-01", "报送节点要依次排列：“年度落实情况”（09-01）要晚于“三季度进展”（09-30）。")]
    public async Task A_number_that_cannot_be_is_refused_in_words(string name, string value, string sentence)
    {
        var before = await Everything();
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => plan.Get<ChangeSettings>().Run(shell, DispatchedPlan.On(october), Form(name, value))))!.Message, Is.EqualTo(sentence));
        Assert.That(await Everything(), Is.EqualTo(before));
    }

    [Test]
    public async Task What_was_set_before_there_were_checkpoints_is_still_told()
    {
        await using var connection = await plan.Get<Database>().Open();
        await connection.ExecuteAsync("INSERT INTO settings (region_id, name, recorded_at, value, reason) VALUES (@RegionId, 'LampRule', @Now, @value::jsonb, '厅务会要求')",
            new { plan.RegionId, DispatchedPlan.On(october).Now, value = JsonSerializer.Serialize(LampRule.Default with { Version = 3, NearDays = 15 }) });
        await plan.Get<ChangeSettings>().Run(shell, DispatchedPlan.On(october.PlusDays(1)), Form("CheckpointThirdQuarter", "不设", "不再重复报送"));
        Assert.That((await SettingsLine.Load(connection, plan.RegionId)).Select(l => string.Join('；', l.Differences)), Is.EqualTo(new[] { "三季度进展 09-30 → 不设", "时限预警 10 → 15" }));
    }

    [Test]
    public async Task A_change_without_a_reason_is_refused() =>
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => plan.Get<ChangeSettings>().Run(shell, DispatchedPlan.On(october), Form("NearDays", "15", " "))))!.Rule, Is.EqualTo("change-says-nothing"));

    [Test]
    public async Task The_page_shows_first_and_writes_at_the_press_of_a_button()
    {
        using var admin = await plan.Client(october, "bgt", Role.SystemAdministrator);
        using var tried = await admin.Form("/settings", ("Values[NearDays]", "25"), ("Reason", "厅务会要求"));
        var shown = WebUtility.HtmlDecode(await (await admin.PostAsync("/settings", tried)).Content.ReadAsStringAsync());
        Assert.That(shown, Does.Contain("时限预警 10 → 25").And.Contain("改变的灯").And.Contain("▲ 预警"));
        var hidden = Regex.Matches(shown, "type=\"hidden\"[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"").Where(m => !m.Groups[1].Value.StartsWith("__")).Select(m => (m.Groups[1].Value, m.Groups[2].Value));
        using var applied = await admin.Form("/settings", [.. hidden]);
        var answer = await admin.PostAsync("/settings?handler=Apply", applied);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(WebUtility.HtmlDecode(await admin.GetStringAsync("/settings")), Does.Contain("第 3 版").And.Contain("设置已修改：时限预警 10 → 25。").And.Contain("（通常是 10）"));
        Assert.That(await Column("SELECT max(rule_version)::text FROM lamps WHERE NOT done"), Is.EqualTo(new[] { "3" }));
    }
}
