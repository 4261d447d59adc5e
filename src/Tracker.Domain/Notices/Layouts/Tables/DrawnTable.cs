using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>A cell in a list of cells whose rows are not known.</summary>
/// <param name="MayOpen">whether a row may begin with it</param>
sealed record SequencedCell(TextCell Cell, bool MayOpen, Place Place)
{
    /// <summary>Whether a row is known to begin with it.</summary>
    public bool MustOpen { get; init; }

    /// <summary>Whether it may be more of the cell before it: a further line, or words behind white space.</summary>
    public bool MayGoOn { get; init; }
}

/// <summary>What lines drew: rows of cells, or, where the paper lost them, cells in their order.</summary>
/// <param name="End">the line behind it</param>
sealed record DrawnTable(IReadOnlyList<TextRow> Rows, IReadOnlyList<SequencedCell> Cells, int End);
