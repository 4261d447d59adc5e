using Tracker.Benchmarks;

if (args is ["fuzz", ..])
    return Fuzz.Run(args[1..]);

// Each prints its figures as soon as it has them; nothing here judges them.
var benchmarks = new (string Name, Func<Task<IReadOnlyList<Figure>>> Measure)[]
{
    ("reader", ReaderBenchmark.Measure),
    ("import", ImportBenchmark.Measure),
    ("dispatch", DispatchBenchmark.Measure),
};

var chosen = args is [var name] ? benchmarks.Where(b => b.Name == name).ToArray() : benchmarks;
if (chosen.Length == 0 || args.Length > 1)
{
    Console.Error.WriteLine($"没有这项基准。现有：{string.Join('、', benchmarks.Select(b => b.Name))}。");
    return 64;
}

Console.WriteLine($"{"ms",10} {"bare ms",10} {"ratio",7} {"aim ms",8}  what");
foreach (var benchmark in chosen)
    foreach (var figure in await benchmark.Measure())
        Console.WriteLine($"{figure.Median,10:0.00} {figure.Bare,10:0.00} {figure.Ratio,7:0.00} {figure.Aim,8:0}  {benchmark.Name}: {figure.What}");
return 0;
