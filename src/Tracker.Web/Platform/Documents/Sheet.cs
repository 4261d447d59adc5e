namespace Tracker.Web.Platform.Documents;

/// <summary>What stands in a column of a sheet.</summary>
public enum CellKind
{
    /// <summary>A short text on one line or a few.</summary>
    Text,
    /// <summary>A <see cref="NodaTime.LocalDate"/>, written as a date that a spreadsheet can sort and filter.</summary>
    Date,
    /// <summary>A whole number.</summary>
    Number,
    /// <summary>A lamp's shape and word, with its colour behind it.</summary>
    Lamp,
    /// <summary>A text that the reader fills in; all other cells of its sheet are then locked.</summary>
    FillIn,
    /// <summary>A text for the program, locked in a column that is not shown.</summary>
    Hidden,
}

/// <param name="Width">in characters</param>
public sealed record SheetColumn(string Title, double Width, CellKind Kind = CellKind.Text)
{
    /// <summary>Offered as a drop-down, and nothing else is taken; none where anything may be written. Without commas, at most 255 characters in all.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>One sheet of a workbook; its rows are drawn while they are written, so that forty thousand need no memory.</summary>
/// <param name="Name">on the tab, at most 31 characters</param>
/// <param name="Heading">the line above the table: what it shows, as of when</param>
/// <param name="Rows">one value a column: string, LocalDate, int or null</param>
public sealed record Sheet(string Name, string Heading, IReadOnlyList<SheetColumn> Columns, IAsyncEnumerable<object?[]> Rows)
{
    /// <summary>The number of the first row below heading and column titles, as a reader counts rows.</summary>
    public const int FirstRow = 3;
}
