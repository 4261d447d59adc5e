using Tracker.Domain.Notices;

namespace Tracker.Domain.Tests.Notices;

/// <summary>Every value can be shown where it stands in the original text.</summary>
[TestFixture("xizang-2018")]
[TestFixture("bozhou-2018")]
[TestFixture("youxian-2018")]
[TestFixture("xizang-2020")]
public sealed class TracingTests(string name)
{
    readonly string text = SeedData.Text($"notices/{name}.txt").ReplaceLineEndings("\n");
    readonly ReadNotice read = Paper.Read(SeedData.Text($"notices/{name}.txt"));

    [Test]
    public void The_plain_text_is_the_files() => Assert.That(read.Text, Is.EqualTo(text));

    [Test]
    public void Texts_units_and_limits_stand_at_their_spans() => Assert.Multiple(() =>
    {
        foreach (var task in read.Tasks)
        {
            Assert.That(At(task, TaskField.Text), Is.EqualTo(task.Text), task.Id);
            Assert.That(At(task, TaskField.Units), Is.EqualTo(task.UnitsRaw ?? ""), task.Id);
            Assert.That(At(task, TaskField.TimeLimit), Is.EqualTo(task.TimeLimit.Raw ?? ""), task.Id);
            Assert.That(At(task, TaskField.Milestones), Is.EqualTo(string.Concat(task.Milestones.Select(m => m.Raw))), task.Id);
            Assert.That(At(task, TaskField.Category), Is.EqualTo(read.Categories.First(c => c.No == task.Category).Title), task.Id);
        }
    });

    [Test]
    public void Categories_deadlines_and_goals_stand_at_their_spans() => Assert.Multiple(() =>
    {
        foreach (var category in read.Categories)
            Assert.That(At(category.Spans), Is.EqualTo(category.Title));
        foreach (var deadline in read.NoticeDeadlines)
            Assert.That(At(deadline.Spans), Is.EqualTo(deadline.Raw));
        foreach (var goal in read.Goals)
            Assert.That(At(goal.Spans), Does.StartWith(goal.Raw).And.EndsWith(goal.Text));
    });

    string At(ReadTask task, TaskField field) => task.Origins.TryGetValue(field, out var origin) ? At(origin.Spans) : "";

    string At(IEnumerable<TextSpan> spans) => Paper.WithoutBlanks(string.Concat(spans.Select(s => text.Substring(s.Start, s.Length))));
}
