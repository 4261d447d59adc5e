using NodaTime;
using Tracker.Domain;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Features.Rules;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using static Tracker.Domain.WorkItems.AssignmentRole;

namespace Tracker.Web.Tests.Features.Rules;

/// <summary>The hour from which a region's mails go out, and whether a second person reviews: set on the page of settings, in force without a restart.</summary>
[TestFixture]
public sealed class OfficeWaysTests
{
    static readonly LocalDate day = new(2018, 6, 13);

    SmallOffice office = null!;
    int changes;

    [SetUp]
    public async Task Create()
    {
        (office, changes) = (await SmallOffice.Create(), 0);
        await office.Scalar<object>("UPDATE people SET email = login || '@xizang.example'");
        var parts = await office.Item(("a", Lead));
        await office.Get<Database>().InTransaction(connection => office.Get<Web.Features.Lamps.Lamps>().Refresh(connection, office.RegionId, [.. parts.Values], At(7, 0)));
    }

    [TearDown]
    public async Task Drop() => await office.DisposeAsync();

    static OfficeMoment At(int hour, int minute) => new(day, day.At(new LocalTime(hour, minute)).InZoneStrictly(OfficeClock.Zone).ToInstant());

    // Each a minute after the one before, as the table of settings keeps them apart by their moment.
    async Task Set(string name, string value) => await office.Get<ChangeSettings>().Run(Actor.Operator(office.RegionId, "test"), At(7, ++changes), new(new Dictionary<string, string?> { [name] = value }, "厅务会要求"));

    Task<bool> Begun() => office.Scalar<bool>("SELECT EXISTS (SELECT FROM lamp_days WHERE on_date = @day)", new { day = day.ToDateOnly() });

    Task<string> Wake(int hour, int minute, bool first = true) => office.Get<MorningRound>().Round(office.RegionId, At(hour, minute), first);

    [Test]
    public async Task A_day_begins_at_half_past_eight_unless_the_region_says_otherwise_and_only_once()
    {
        await Wake(8, 25);
        Assert.That(await Begun(), Is.False);
        await Set("Opens", "09:30");
        await Wake(8, 30);
        await Wake(9, 25);
        await Wake(9, 5, first: false);
        Assert.That(await Begun(), Is.False, "half past nine has not come");
        await Wake(9, 30);
        Assert.That(await Begun());
        await office.Scalar<object>("DELETE FROM lamp_days");
        await Set("Opens", "07:15");
        await Wake(7, 20);
        Assert.That(await Begun(), "an earlier hour holds at once");
    }

    [Test]
    public async Task The_first_round_is_done_once_and_those_of_the_hours_find_what_came_later()
    {
        await Wake(8, 30);
        await office.Scalar<object>("UPDATE lamp_days SET n = -1");
        await Wake(8, 35);
        Assert.That(await office.Scalar<bool>("SELECT coalesce(bool_and(n = -1), true) FROM lamp_days"), "nothing is counted anew");
        await Wake(9, 5, first: false);
        Assert.That(await office.Scalar<bool>("SELECT coalesce(bool_or(n = -1), false) FROM lamp_days"), Is.False);
    }

    [Test]
    public async Task What_waited_over_night_goes_when_the_office_opens()
    {
        await Set("Opens", "09:30");
        await office.Get<Database>().InTransaction(connection => MailPromises.Promise(connection, office.RegionId, MailKind.Dispatch, [office.Unit("a")], office.DispatchId,
            new(day.PlusDays(-1), day.PlusDays(-1).At(new LocalTime(20, 0)).InZoneStrictly(OfficeClock.Zone).ToInstant())));
        await office.Get<ResolvePromises>().Run(office.RegionId, At(8, 40));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM mails"), Is.Zero);
        await office.Get<ResolvePromises>().Run(office.RegionId, At(9, 30));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM mails"), Is.Positive);
    }

    [TestCase("按人数", true)]
    [TestCase("总要", true)]
    [TestCase("不要", false)]
    public async Task A_second_person_is_asked_for_as_the_region_wishes(string wish, bool required)
    {
        if (wish != "按人数")
            await Set("SecondPerson", wish);
        await using var connection = await office.Get<Database>().Open();
        Assert.That((await SecondPerson.For(connection, office.RegionId, office.PlanId)).Required, Is.EqualTo(required));
    }

    [Test]
    public async Task Nobody_can_wish_for_a_second_person_where_there_is_one_only()
    {
        await office.Scalar<object>("UPDATE people SET disabled_at = now() WHERE id = (SELECT max(person_id) FROM person_roles WHERE role = 'Coordinator')");
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => Set("SecondPerson", "总要")))!.Message, Does.StartWith("只有一名督办员").And.Contain("请先开通另一名督办员的账号"));
    }

    [TestCase("Opens", "", "“每天发信”要填 06:00 到 17:00 之间的时刻，例如 08:30，现在是“”。")]
    [TestCase("Opens", "八点半", "“每天发信”要填 06:00 到 17:00 之间的时刻，例如 08:30，现在是“八点半”。")]
    [TestCase("Opens", "25:00", "“每天发信”要填 06:00 到 17:00 之间的时刻，例如 08:30，现在是“25:00”。")]
    [TestCase("Opens", "05:59", "“每天发信”要填 06:00 到 17:00 之间的时刻，例如 08:30，现在是“05:59”。")]
    [TestCase("SecondPerson", "也许", "“第二人审核”要在 按人数、总要、不要 里选，现在是“也许”。")]
    public async Task What_cannot_be_is_refused_in_words(string name, string value, string sentence)
    {
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => Set(name, value)))!.Message, Is.EqualTo(sentence));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM settings WHERE name = 'OfficeWays'"), Is.Zero);
    }

    [Test]
    public async Task The_history_tells_of_both()
    {
        await Set("Opens", "9:00");
        await Set("SecondPerson", "不要");
        await using var connection = await office.Get<Database>().Open();
        Assert.That((await SettingsLine.Load(connection, office.RegionId)).Select(l => string.Join('；', l.Differences)), Is.EqualTo(new[] { "第二人审核 按人数 → 不要", "每天发信 08:30 → 09:00" }));
    }
}
