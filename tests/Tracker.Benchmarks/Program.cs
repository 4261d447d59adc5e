using Tracker.Benchmarks;

if (args is ["fuzz", ..])
    return Fuzz.Run(args[1..]);
if (args is ["faults", ..])
    return await Faults.Run(args[1..]);
if (args is ["sweep-once", var night])
    return await SweepOnce.Run(night);

// Each prints its figures as soon as it has them, and says whether they are what they must be where something must be.
var benchmarks = new (string Name, Func<Task<bool>> Run)[]
{
    ("reader", () => Task.FromResult(ReaderBenchmark.Run())),
    ("import", () => Table("import", ImportBenchmark.Measure)),
    ("dispatch", () => Table("dispatch", DispatchBenchmark.Measure)),
    ("office", () => Table("office", OfficeBenchmark.Measure)),
    ("sweep", () => Table("sweep", SweepBenchmark.Measure)),
    ("digests", () => Table("digests", DigestBenchmark.Measure)),
};

var chosen = args is [var name] ? benchmarks.Where(b => b.Name == name).ToArray() : benchmarks;
if (chosen.Length == 0 || args.Length > 1)
{
    Console.Error.WriteLine($"没有这项基准。现有：{string.Join('、', benchmarks.Select(b => b.Name))}。");
    return 64;
}

var kept = true;
foreach (var benchmark in chosen)
    kept &= await benchmark.Run();
return kept ? 0 : 1;

static async Task<bool> Table(string name, Func<Task<IReadOnlyList<Figure>>> measure)
{
    Console.WriteLine($"{"ms",10} {"bare ms",10} {"ratio",7} {"aim ms",8}  what");
    foreach (var figure in await measure())
        Console.WriteLine($"{figure.Median,10:0.00} {figure.Bare,10:0.00} {figure.Ratio,7:0.00} {figure.Aim,8:0}  {name}: {figure.What}");
    return true;
}
