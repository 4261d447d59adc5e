namespace Tracker.Domain.Tests;

sealed class SeedDataTests
{
    [TestCase("notices/xizang-2018.txt")]
    [TestCase("notices/xizang-2018.gold.json")]
    [TestCase("units/xizang.csv")]
    [TestCase("calendar/cn-working-days.csv")]
    public void Linked_files_lie_beside_the_tests(string name) => Assert.That(SeedData.Text(name), Is.Not.Empty);
}
