namespace Tracker.Domain.Notices;

/// <summary>Brings what a format was not sure of (a hidden row, words struck through) to the task that was read from there.</summary>
static class BlockDoubts
{
    // Where a block says several things about a task, the first of these carries its doubt.
    static readonly TaskField[] Fields = [TaskField.Text, TaskField.Units, TaskField.Roles, TaskField.TimeLimit, TaskField.Milestones, TaskField.Category];

    public static ReadNotice Over(ReadNotice read, IReadOnlyList<Block> blocks)
    {
        var doubted = blocks.Where(b => b.Doubt is not null).ToArray();
        if (doubted.Length == 0)
            return read;
        var starts = Array.ConvertAll(doubted, b => b.Offset);
        var claimed = new HashSet<Block>(ReferenceEqualityComparer.Instance);
        var tasks = read.Tasks.Select(task => Over(task, doubted, starts, claimed)).ToList();
        // What no task was read from may have held one.
        var others = doubted.Where(b => !claimed.Contains(b)).DistinctBy(b => b.Doubt)
            .Select(b => new NoticeDoubt("tasks", b.Doubt!, b.Text.Length == 0 ? null : b.Place));
        return read with { Tasks = tasks, Doubts = [.. read.Doubts, .. others] };
    }

    static ReadTask Over(ReadTask task, Block[] doubted, int[] starts, HashSet<Block> found)
    {
        var doubts = new List<Doubt>();
        foreach (var field in Fields)
            foreach (var span in task.Origins.GetValueOrDefault(field)?.Spans ?? [])
                foreach (var block in Within(span, doubted, starts))
                {
                    found.Add(block);
                    if (doubts.TrueForAll(d => d.Reason != block.Doubt))
                        doubts.Add(new(field, block.Doubt!, []));
                }
        return doubts.Count == 0 ? task : task with { Doubts = [.. task.Doubts, .. doubts] };
    }

    static IEnumerable<Block> Within(TextSpan span, Block[] doubted, int[] starts)
    {
        var at = Array.BinarySearch(starts, span.Start);
        // The one before may reach into the span.
        for (var i = at >= 0 ? at : Math.Max(~at - 1, 0); i < doubted.Length && doubted[i].Offset < span.End; i++)
            if (doubted[i].Offset + doubted[i].Text.Length > span.Start)
                yield return doubted[i];
    }
}
