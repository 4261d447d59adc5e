using Tracker.Web.Features.Seeding;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Tests.Platform;

namespace Tracker.Benchmarks;

/// <summary>The reviewed plan of xizang-2018 to all its units, each time in a fresh practice world.</summary>
public static class DispatchBenchmark
{
    public static async Task<IReadOnlyList<Figure>> Measure()
    {
        Dispatched? last = null;
        var median = await Stopwatches.Median(5, PracticeWorld.Open, async world => last = await world.Get<Dispatch>().Run(
            await world.Person(SeedNotice.Checker), await world.Moment(), await world.Scalar<long>("SELECT id FROM work_plans")));
        return [new Figure($"{last!.Items} items to {last.Assignments} assignments of {last.Units} units", median, Aim: 300)];
    }
}
