using NodaTime;
using Tracker.Domain.Notices;
using Tracker.Domain.WorkItems;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.WorkItems;

/// <summary>A kept lamp is as good as a fresh one: it changes on the day it names, and on no day before.</summary>
sealed class LampRecheckTests
{
    [Test]
    public void Replaying_every_day_of_a_year_finds_no_change_but_those_announced()
    {
        var random = new Random(20180611);
        for (var i = 0; i < 500; i++) Replay(SomeFacts(random));
    }

    static void Replay(AssignmentFacts facts)
    {
        LampVerdict? kept = null;
        foreach (var day in facts.DispatchedOn.Through(Day("2019-06-30")))
        {
            var fresh = Lamp.On(facts, LampRule.Default, Calendar, day);
            if (kept is null || kept.RecheckOn == day)
            {
                Assert.That(fresh with { RecheckOn = null }, Is.Not.EqualTo(kept is null ? null : kept with { RecheckOn = null }), $"needless recheck on {day}: {facts}");
                Assert.That(fresh.RecheckOn, Is.Null.Or.GreaterThan(day));
                kept = fresh;
            }
            Assert.That(fresh, Is.EqualTo(kept), $"{day}: {facts}");
        }
    }

    static AssignmentFacts SomeFacts(Random random)
    {
        var dispatched = Day("2018-06-01").PlusDays(random.Next(30));
        var dates = Enumerable.Range(0, random.Next(5)).Select(_ => SomeDate(random, dispatched)).OrderBy(d => d.On).ToArray();
        return new(dispatched, dates)
        {
            AcknowledgedOn = random.Next(2) == 0 ? dispatched : null,
            SubmittedOn = random.Next(8) == 0 ? dispatched.PlusDays(9) : null,
            End = random.Next(12) == 0 ? new(dispatched.PlusDays(40), (Ending)random.Next(4)) : null,
            TimesReturned = random.Next(4),
            Correction = random.Next(4) == 0 ? Correction.After(dispatched.PlusDays(random.Next(200)), null, Calendar) : null,
            Asking = random.Next(6) == 0 ? new((RequestKind)random.Next(3), dispatched.PlusDays(random.Next(60)), random.Next(2) == 0) : null,
            LateBefore = random.Next(5) == 0 ? 4 : 0,
            AwaitsTrigger = random.Next(6) == 0,
            AwaitsEvent = random.Next(8) == 0 ? "会" : null,
            Suspended = random.Next(10) == 0 ? new(dispatched.PlusDays(random.Next(150))) : null,
            Counts = [.. Enumerable.Range(0, random.Next(3)).Select(_ => SomeCount(random, dispatched))],
        };
    }

    static ObligationCount SomeCount(Random random, LocalDate dispatched) => new(1,
        new("", ObligationRule.Frequency, null, random.Next(1, 3), periods[random.Next(periods.Length)], null), random.Next(5) == 0 ? null : 2018, dispatched, random.Next(4), 0);

    static readonly string[] periods = ["week", "month", "quarter", "half", "year"];

    static OpenDate SomeDate(Random random, LocalDate dispatched) =>
        new((DateNature)random.Next(3), $"第{random.Next(3)}项", dispatched.PlusDays(random.Next(300)), dispatched, random.Next(4) == 0);
}
