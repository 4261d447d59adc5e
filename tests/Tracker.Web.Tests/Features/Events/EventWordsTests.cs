using System.Text.RegularExpressions;
using Tracker.Web.Features.Events;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Events;

[TestFixture]
public sealed partial class EventWordsTests
{
    static readonly IEnumerable<string> verbs = Directory.EnumerateFiles(Checkout.File("src/Tracker.Web/Features"), "*.cs", SearchOption.AllDirectories)
        .SelectMany(file => Written().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct().Order();

    [TestCaseSource(nameof(verbs))]
    public void Every_verb_of_the_log_has_its_word(string verb) => Assert.That(EventWords.Verbs, Does.ContainKey(verb));

    [TestCase("WorkItem:17", "任务 17")]
    [TestCase("Person:3", "人员 3")]
    [TestCase("Something:1", "Something 1")]
    [TestCase("", "")]
    public void Subjects_are_told_in_Chinese(string subject, string told) => Assert.That(EventWords.Subject(subject), Is.EqualTo(told));

    [TestCase("任务 17", "WorkItem:17")]
    [TestCase("任务：17", "WorkItem:17")]
    [TestCase("任务", "WorkItem")]
    [TestCase("WorkItem:17", "WorkItem:17")]
    [TestCase("", "")]
    public void Subjects_are_looked_for_in_either_language(string typed, string meant) => Assert.That(EventWords.Meant(typed), Is.EqualTo(meant));

    [GeneratedRegex(@"new Event\(nameof\((\w+)\)")]
    private static partial Regex Written();
}
