using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Tracker.Domain.Units;

/// <summary>One line of a table of reorganisations, read but not yet looked up.</summary>
/// <param name="On">the day; where only month or year is written, its last day, and the line is doubtful</param>
/// <param name="OnAsWritten">the date as written, where it is no day; else empty</param>
/// <param name="OldUnits">units before it, by any spelling</param>
/// <param name="NewUnit">full name of the unit behind it; empty if there is none</param>
/// <param name="Doubtful">the table itself is not sure of it</param>
public sealed record ReformLine(
    int Line, LocalDate On, string OnAsWritten, ReorganisationKind Kind, IReadOnlyList<string> OldUnits, string NewUnit, string NewShort,
    string Document, bool Doubtful, string Note)
{
    static readonly string[] Columns = ["effective", "old_units", "new_unit", "new_short", "kind", "document", "confidence", "note"];

    /// <summary>What tells the line from every other, so that a table may be applied twice.</summary>
    public string Key => $"{On:uuuu-MM-dd}|{Kind}|{string.Join(';', OldUnits)}|{NewUnit}";

    /// <summary>Reads a table with the columns effective (day, month or year), old_units (divided by semicolons), new_unit,
    /// new_short, kind, document, confidence (high, else doubtful), note.</summary>
    /// <returns>the lines by date, each date in the order of the table; and what cannot be read</returns>
    /// <exception cref="DataUnreadable">it is no such table at all</exception>
    public static (IReadOnlyList<ReformLine> Lines, IReadOnlyList<LineFault> Faults) FromCsv(string text)
    {
        var (lines, faults) = (new List<ReformLine>(), new List<LineFault>());
        foreach (var row in Csv.Read(text, Columns))
            if (Read(row) is (var line, null)) lines.Add(line!);
            else faults.Add(new(row.Line, Read(row).Fault!));
        return ([.. lines.OrderBy(l => l.On)], faults);
    }

    static (ReformLine? Line, string? Fault) Read(CsvRow row)
    {
        if (Day(row["effective"]) is not { } day)
            return (null, $"生效日期“{row["effective"]}”读不懂，应写成 2018-11-19、2018-11 或 2018。");
        if (!Enum.TryParse<ReorganisationKind>(row["kind"], ignoreCase: true, out var kind) || !Enum.IsDefined(kind) || int.TryParse(row["kind"], out _))
            return (null, $"类型“{row["kind"]}”不认识，应为 {string.Join('、', Enum.GetNames<ReorganisationKind>().Select(n => n.ToLowerInvariant()))} 之一。");
        var old = row.List("old_units");
        if (kind.Fault(old.Count, row["new_unit"].Trim() == "" ? 0 : 1) is { } fault)
            return (null, fault);
        var asWritten = row["effective"].Trim().Length == 10 ? "" : row["effective"].Trim();
        return (new(row.Line, day, asWritten, kind, old, row["new_unit"].Trim(), row["new_short"].Trim(), row["document"].Trim(),
            row["confidence"].Trim() != "high" || asWritten != "", row["note"].Trim()), null);
    }

    static LocalDate? Day(string written)
    {
        written = written.Trim();
        if (LocalDatePattern.Iso.Parse(written) is { Success: true } day) return day.Value;
        if (LocalDatePattern.CreateWithInvariantCulture("uuuu-MM").Parse(written) is { Success: true } month)
            return DateAdjusters.EndOfMonth(month.Value);
        return written.Length == 4 && int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year > 0
            ? new LocalDate(year, 12, 31) : null;
    }
}
