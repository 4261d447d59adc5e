using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Digests;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using static Tracker.Domain.WorkItems.AssignmentRole;
using static Tracker.Web.Tests.Features.Assignments.SmallOffice;

namespace Tracker.Web.Tests.Features.Calendar;

/// <summary>Dates that a revision of the calendar moves are told to the units they touch: once, one line a revision, in the digest of the next working day.</summary>
[TestFixture]
public sealed class CalendarMovesTests
{
    const string Heading = "工作日历调整，报送日期随之改动（没有单位因此逾期）";

    SmallOffice office = null!;
    IReadOnlyDictionary<string, long> monthly = null!;

    [SetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        await office.SignAll();
        await office.Scalar<object>("UPDATE people SET email = login || '@xizang.example'");
        monthly = await Item("每月", TimeLimitKind.Periodic, ("a", Lead), ("b", Support));
        await Item("每月", TimeLimitKind.Periodic, ("a", Lead));
        // 5 working days after the month: 2018-07-06.
        await office.Get<Sweep>().Run(office.RegionId, On(6, 13));
    }

    [TearDown]
    public async Task Drop() => await office.DisposeAsync();

    async Task<IReadOnlyDictionary<string, long>> Item(string raw, TimeLimitKind kind, params (string, AssignmentRole)[] parts)
    {
        var item = await office.Item(parts);
        await office.Scalar<object>("UPDATE work_items SET limit_kind = @kind, limit_raw = @raw WHERE id = @id", new { id = await office.ItemOf(item["a"]), raw, kind = kind.ToString() });
        await office.Get<Database>().InTransaction(connection => office.Get<Web.Features.Lamps.Lamps>().Refresh(connection, office.RegionId, [.. item.Values], On(6, 13)));
        return item;
    }

    Task<CalendarRevision> Revise(int month, int day, LocalDate holiday) => office.Get<ReviseCalendar>().Run(Actor.Operator(office.RegionId, "test"), On(month, day),
        new(true, [new(holiday, DayKind.Holiday, "雪顿节", "藏政办发〔2018〕61号")], "雪顿节放假"));

    async Task<string> Digest(string login, int month, int day)
    {
        await using var connection = await office.Get<Database>().Open();
        var letter = await office.Get<PersonalDigests>().Preview(connection, office.RegionId, (await office.Person(login)).PersonId!.Value, new(2018, month, day));
        return letter is null ? "" : string.Join('\n', letter.Parts.SelectMany(p => p.Lines.Select(l => $"{p.Heading}：{l.Text}（{l.Note}）")).Prepend(letter.Subject));
    }

    [Test]
    public async Task Each_unit_is_told_in_one_line_what_moved_and_by_which_notice()
    {
        await Revise(6, 20, new(2018, 7, 3));
        Assert.That(await Digest("li-a", 6, 21), Does.Contain("1次日期调整")
            .And.Contain($"{Heading}：2018年6月情况（任务 一.1、一.2）由2018年7月6日改到2018年7月9日（2018年6月20日，雪顿节放假（藏政办发〔2018〕61号））"));
        Assert.That(await Digest("li-b", 6, 21), Does.Contain($"{Heading}：2018年6月情况（任务 一.1）由2018年7月6日改到2018年7月9日"));
        Assert.That(await Digest("li-c", 6, 21), Does.Not.Contain(Heading), "nothing of it has moved");
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM calendar_moves"), Is.EqualTo(2), "a row a unit");
    }

    [Test]
    public async Task It_is_told_once()
    {
        await Revise(6, 20, new(2018, 7, 3));
        await office.Get<RunDay>().Run(office.RegionId, new LocalDate(2018, 6, 21));
        Assert.That(await office.Scalar<string>("SELECT text FROM mails WHERE recipient_name = (SELECT name FROM people WHERE login = 'li-a') AND text LIKE '%工作日历调整%'"), Does.Contain("改到2018年7月9日"));
        Assert.That(await Digest("li-a", 6, 22), Does.Not.Contain(Heading));
        await Revise(6, 25, new(2018, 7, 4));
        Assert.That(await Digest("li-a", 6, 26), Does.Contain("由2018年7月9日改到2018年7月10日").And.Not.Contain("由2018年7月6日"));
    }

    [Test]
    public async Task A_limit_counted_from_the_notice_is_told_of()
    {
        await office.Scalar<object>("UPDATE notices SET printed_on = '2018-06-11', issued_on = '2018-06-11'");
        var item = await Item("印发后20个工作日内", TimeLimitKind.Relative, ("a", Lead), ("b", Support));
        await Revise(6, 20, new(2018, 7, 3));
        Assert.That(await Digest("li-a", 6, 21), Does.Contain($"办结（任务 {await office.Scalar<string>("SELECT number FROM work_items WHERE id = @id", new { id = await office.ItemOf(item["a"]) })}）由2018年7月9日改到2018年7月10日"));
    }

    [Test]
    public async Task A_trial_and_a_revision_that_moves_nothing_tell_nobody()
    {
        await office.Get<ReviseCalendar>().Preview(Actor.Operator(office.RegionId, "test"), On(6, 20), new(true, [new(new(2018, 7, 3), DayKind.Holiday, "节", "某号")], "试"));
        await Revise(6, 20, new(2018, 11, 5));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM calendar_moves"), Is.Zero);
    }

    [Test]
    public async Task What_has_come_meanwhile_is_told_to_nobody_new()
    {
        await Revise(6, 20, new(2018, 7, 3));
        Assert.That(await Digest("li-a", 7, 10), Does.Not.Contain(Heading));
    }
}
