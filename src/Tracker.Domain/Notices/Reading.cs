using Tracker.Domain.Deadlines;

namespace Tracker.Domain.Notices;

/// <summary>One possible value of a doubted field, in the shape of that field: a person chooses, and it stands in the field as it is.</summary>
public abstract record Reading
{
    private protected Reading() { }
}

/// <summary>For <see cref="TaskField.Text"/>, and for a category by its number.</summary>
public sealed record WordsReading(string Words) : Reading;

/// <summary>For <see cref="TaskField.Units"/> and <see cref="TaskField.Roles"/>: all units of the task.</summary>
/// <param name="Units">units whose roles the text does not tell apart</param>
public sealed record UnitsReading(IReadOnlyList<string> Lead, IReadOnlyList<string> Support, IReadOnlyList<string> Units) : Reading;

/// <summary>For <see cref="TaskField.TimeLimit"/>.</summary>
public sealed record LimitReading(TimeLimit Limit) : Reading;

/// <summary>For <see cref="TaskField.Milestones"/>: all milestones of the task.</summary>
public sealed record MilestonesReading(IReadOnlyList<Milestone> Milestones) : Reading;
