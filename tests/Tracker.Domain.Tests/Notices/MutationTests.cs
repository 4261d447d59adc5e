using System.Diagnostics;
using Tracker.Domain.Notices;

namespace Tracker.Domain.Tests.Notices;

/// <summary>Damaged texts are read without a fault and without delay.</summary>
public sealed class MutationTests
{
    const int Seed = 20180530;
    const int Mutations = 100;

    [TestCase("xizang-2018")]
    [TestCase("bozhou-2018")]
    [TestCase("youxian-2018")]
    [TestCase("xizang-2016")]
    [TestCase("xizang-2020")]
    public void No_mutation_throws_or_takes_a_second(string name)
    {
        var random = new Random(Seed);
        var original = SeedData.Text($"notices/{name}.txt");
        for (var i = 0; i < Mutations; i++)
        {
            var mutated = Mutate(original, random);
            var watch = Stopwatch.StartNew();
            var read = Paper.Read(mutated);
            Assert.That(watch.ElapsedMilliseconds, Is.LessThan(1000), $"mutation {i} of seed {Seed}");
            Assert.That(read.Tasks.SelectMany(t => t.Origins.Values).SelectMany(o => o.Spans).All(s => s.Start >= 0 && s.End <= read.Text.Length), $"mutation {i} of seed {Seed}");
        }
    }

    [Test]
    public void Time_grows_with_the_text_and_not_faster()
    {
        var text = SeedData.Text("notices/bozhou-2018.txt");
        Paper.Read(text);
        var (once, tenfold) = (Least(text), Least(string.Concat(Enumerable.Repeat(text, 10))));
        Assert.That(tenfold, Is.LessThan(once * 10 * 4 + TimeSpan.FromMilliseconds(50)));
    }

    static TimeSpan Least(string text) => Enumerable.Range(0, 5).Min(_ =>
    {
        var watch = Stopwatch.StartNew();
        Paper.Read(text);
        return watch.Elapsed;
    });

    static string Mutate(string text, Random random)
    {
        for (var i = random.Next(1, 6); i > 0 && text.Length > 10; i--)
        {
            var (at, length) = (random.Next(text.Length), random.Next(1, 400));
            var end = Math.Min(text.Length, at + length);
            text = random.Next(5) switch
            {
                0 => text[..at] + text[end..],
                1 => text[..end] + text[at..],
                2 => Shuffled(text, random),
                3 => text.Remove(at, 1),
                _ => text[..at] + "（(）)、，。？\n1.一、  "[random.Next(15)] + text[at..],
            };
        }
        return text;
    }

    static string Shuffled(string text, Random random)
    {
        var lines = text.Split('\n');
        var (a, b) = (random.Next(lines.Length), random.Next(lines.Length));
        (lines[a], lines[b]) = (lines[b], lines[a]);
        return string.Join('\n', lines);
    }
}
