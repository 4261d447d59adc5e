using NodaTime;
using NodaTime.Text;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Platform;

/// <summary>Today is the office's, wherever the machine believes itself to be.</summary>
[TestFixture]
public sealed class OfficeClockTests
{
    sealed class Machine(string utc, string zone) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => InstantPattern.General.Parse(utc).Value.ToDateTimeOffset();
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.FindSystemTimeZoneById(zone);
    }

    [Test]
    public void The_office_turns_to_a_new_day_at_its_own_midnight(
        [Values("UTC", "America/New_York", "Asia/Shanghai", "Pacific/Kiritimati")] string zone, [Values(0, 30)] int days)
    {
        LocalDate Today(string utc) => new OfficeClock(new Machine(utc, zone)).Shifted(days).Today;
        Assert.That((Today("2018-12-30T15:59:59Z"), Today("2018-12-30T16:00:00Z")), Is.EqualTo((new LocalDate(2018, 12, 30).PlusDays(days), new LocalDate(2018, 12, 31).PlusDays(days))));
    }

    [Test]
    public void A_day_is_over_when_it_is_over_in_the_office() =>
        Assert.That(OfficeClock.EndOf(new(2018, 12, 31)), Is.EqualTo(Instant.FromUtc(2018, 12, 31, 16, 0)));
}
