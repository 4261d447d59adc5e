namespace Tracker.Domain.Tests.Notices;

/// <summary>Damaged texts are read without a fault and without delay.</summary>
public sealed class MutationTests
{
    const int Seed = 20180530, MutationsOfEach = 400;

    [TestCase("xizang-2018")]
    [TestCase("bozhou-2018")]
    [TestCase("youxian-2018")]
    [TestCase("xizang-2016")]
    [TestCase("xizang-2020")]
    public void No_mutation_throws_or_takes_a_second(string name)
    {
        var original = SeedData.Text($"notices/{name}.txt");
        for (var number = 0; number < MutationsOfEach; number++)
            Assert.That(MutatedReading.Fault(Mutation.Of(original, Seed, number), out _), Is.Null, $"mutation {number} of seed {Seed}");
    }
}
