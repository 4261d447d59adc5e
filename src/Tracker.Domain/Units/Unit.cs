using NodaTime;

namespace Tracker.Domain.Units;

/// <summary>What sort of unit it is, so that a collective can be expanded by kind.</summary>
public enum UnitKind { Office, Department, Agency, Prefecture, Body, County, Township, Subdistrict, Park }

/// <summary>A unit of a region as the registry holds it.</summary>
/// <param name="Code">unique within its region</param>
/// <param name="Order">place in the administrative order</param>
/// <param name="Note">evidence for the name, as the reference data gives it</param>
public sealed record Unit(
    string Code, string FullName, string ShortName, IReadOnlyList<string> Aliases, UnitKind Kind, int Order, string Note)
{
    /// <summary>Seen, but whether it belongs to the region is doubtful: it can be named, and no collective expands to it.</summary>
    public bool Doubtful { get; init; } = Note.StartsWith("存疑：", StringComparison.Ordinal);

    /// <summary>The first day on which it is there; null: before anything recorded.</summary>
    public LocalDate? FoundedOn { get; init; }

    /// <summary>The first day on which it is no more.</summary>
    public LocalDate? EndedOn { get; init; }

    public bool ExistsOn(LocalDate day) => !(FoundedOn > day) && !(EndedOn <= day);

    /// <summary>Every spelling that means this unit.</summary>
    public IEnumerable<string> Spellings => [FullName, ShortName, .. Aliases];

    /// <summary>The rows of a region's table of units, in its order.</summary>
    /// <exception cref="DataUnreadable">a field is empty or unknown, or a code stands twice</exception>
    public static IReadOnlyList<Unit> FromCsv(string text)
    {
        var codes = new HashSet<string>();
        var units = new List<Unit>();
        foreach (var row in Csv.Read(text, "code", "full_name", "short_name", "aliases", "kind", "order", "note"))
        {
            var unit = FromRow(row);
            if (!codes.Add(unit.Code)) throw new DataUnreadable(row.Line, $"代码“{unit.Code}”出现两次");
            units.Add(unit);
        }
        return units;
    }

    static Unit FromRow(CsvRow row)
    {
        foreach (var column in new[] { "code", "full_name", "short_name" })
            if (string.IsNullOrWhiteSpace(row[column])) throw new DataUnreadable(row.Line, $"“{column}”不能为空");
        return new(row["code"], row["full_name"], row["short_name"], row.List("aliases"),
            row.Member<UnitKind>("kind", row["kind"]), OrderOf(row), row["note"]);
    }

    static int OrderOf(CsvRow row) => int.TryParse(row["order"], out var order) ? order
        : throw new DataUnreadable(row.Line, $"“order”应是整数，不能是“{row["order"]}”");
}

/// <summary>What people see for each kind.</summary>
public static class UnitKindWords
{
    public static string Chinese(this UnitKind kind) => kind switch
    {
        UnitKind.Office => "办公厅（室）",
        UnitKind.Department => "组成部门",
        UnitKind.Agency => "直属机构",
        UnitKind.Prefecture => "地（市）",
        UnitKind.Body => "其他机构",
        UnitKind.County => "县（市、区）",
        UnitKind.Township => "乡镇",
        UnitKind.Subdistrict => "街道",
        UnitKind.Park => "园区",
    };
}
