using System.Globalization;
using Tracker.Domain.Tests.Notices;
using Tracker.Web.Tests.Platform;

namespace Tracker.Benchmarks;

/// <summary>Reads mutations of the five notices on all processors; every fault is printed with what makes it again.</summary>
static class Fuzz
{
    const int Mutations = 200_000, MostShown = 10;

    /// <param name="args">the seed, otherwise a new one; behind it the number of one mutation, whose text is then printed</param>
    /// <returns>0 without a fault, 1 with one, 64 for arguments that are no numbers</returns>
    public static int Run(string[] args)
    {
        var numbers = args.Select(a => int.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        if (numbers.Length > 2 || numbers.Contains(-1))
        {
            Console.Error.WriteLine("种子和编号要写成数字。用法见 ./run help");
            return 64;
        }
        var notices = Directory.GetFiles(Checkout.File("seed-data/notices"), "*.txt").Order().Select(path => (Name: Path.GetFileName(path), Text: File.ReadAllText(path))).ToArray();
        var seed = numbers.Length > 0 ? numbers[0] : Random.Shared.Next();
        return numbers.Length == 2 ? One(notices, seed, numbers[1]) : All(notices, seed);
    }

    static int One((string Name, string Text)[] notices, int seed, int number)
    {
        var text = Mutated(notices, seed, number);
        Console.WriteLine(text);
        var fault = MutatedReading.Fault(text, out var took);
        Console.Error.WriteLine(fault ?? $"{notices[number % notices.Length].Name}：{took.TotalMilliseconds:0} ms，没有问题");
        return fault is null ? 0 : 1;
    }

    static int All((string Name, string Text)[] notices, int seed)
    {
        Console.WriteLine($"种子 {seed}，{Mutations} 次变异");
        var (faults, done, slowest, tell) = (0, 0, TimeSpan.Zero, new Lock());
        Parallel.For(0, Mutations, number =>
        {
            var fault = MutatedReading.Fault(Mutated(notices, seed, number), out var took);
            lock (tell)
            {
                if (took > slowest) slowest = took;
                if (fault is not null && ++faults <= MostShown)
                    Console.WriteLine($"第 {number} 次（{notices[number % notices.Length].Name}），重现：./run fuzz {seed} {number}\n{fault}");
                if (++done % (Mutations / 10) == 0)
                    Console.Error.WriteLine($"{done} / {Mutations}");
            }
        });
        Console.WriteLine($"{Mutations} 次变异，{faults} 处问题，最慢 {slowest.TotalMilliseconds:0} ms");
        return faults == 0 ? 0 : 1;
    }

    static string Mutated((string Name, string Text)[] notices, int seed, int number) => Mutation.Of(notices[number % notices.Length].Text, seed, number);
}
