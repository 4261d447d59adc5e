using Tracker.Domain.Notices;

namespace Tracker.Domain.Tests.Notices;

/// <summary>What a format was not sure of reaches the task that was read from there, and otherwise the notice.</summary>
public sealed class BlockDoubtsTests
{
    const string Hidden = "这一行是隐藏的";

    static ReadNotice Read(int doubted) => NoticeReader.Read(
        [.. Paper.Blocks("一、加强公开\n（一）做好甲事。（财政厅）\n（二）做好乙事。（教育厅）\n").Select((b, i) => i == doubted ? b with { Doubt = Hidden } : b)], ReadingAids.None);

    [Test]
    public void A_task_read_from_a_doubted_block_is_doubted_once()
    {
        var read = Read(1);
        Assert.That(read.Tasks.Select(t => t.Doubts.Count(d => d.Reason == Hidden)), Is.EqualTo(new[] { 1, 0 }));
        Assert.That((read.Tasks[0].Doubts.Single(d => d.Reason == Hidden).Field, read.Doubts.Count(d => d.Reason == Hidden)), Is.EqualTo((TaskField.Text, 0)));
    }

    [Test]
    public void A_doubted_heading_makes_the_category_of_its_tasks_doubted() =>
        Assert.That(Read(0).Tasks.Select(t => t.Doubts.Single(d => d.Reason == Hidden).Field), Is.All.EqualTo(TaskField.Category));

    [Test]
    public void What_no_task_was_read_from_is_a_doubt_about_the_notice() =>
        Assert.That(Read(3).Doubts.Select(d => (d.Field, d.Reason)), Does.Contain(("tasks", Hidden)));
}
