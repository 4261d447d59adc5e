namespace Tracker.Domain.Tests;

/// <summary>The files of <c>seed-data/</c>, linked beside the tests.</summary>
static class SeedData
{
    /// <summary>The text of one file, named as in the repository: <c>units/xizang.csv</c>.</summary>
    public static string Text(string name) => File.ReadAllText(PathOf(name));

    public static string PathOf(string name) =>
        Path.Combine(TestContext.CurrentContext.TestDirectory, "seed-data", name);
}
