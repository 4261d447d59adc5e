using Tracker.Domain.Notices;

namespace Tracker.Domain.Units;

/// <summary>A name that stands for many units of a region (单位范围).</summary>
/// <param name="Kinds">what it stands for; two kinds where one spelling joins them</param>
/// <param name="Rule">how it expands, in the words of the reference data; a remark, the kinds decide</param>
public sealed record CollectiveUnit(string Spelling, IReadOnlyList<CollectiveKind> Kinds, string Rule)
{
    /// <summary>有关 and names by role stand for nobody until a person has named the members.</summary>
    public bool MustBeNamed => Kinds.All(k => k.MemberKinds().Count == 0);

    /// <summary>True where the collective takes this unit in. 各 means every unit of the kind, but a doubtful one.</summary>
    public bool TakesIn(Unit unit) => TakesIn(unit.Kind, unit.Doubtful);

    /// <inheritdoc cref="TakesIn(Unit)"/>
    public bool TakesIn(UnitKind kind, bool doubtful) => !doubtful && Kinds.Any(k => k.MemberKinds().Contains(kind));

    /// <summary>The collectives of one region from the table of all, in its order.</summary>
    /// <exception cref="DataUnreadable">a kind is unknown or missing</exception>
    public static IReadOnlyList<CollectiveUnit> FromCsv(string text, string region) =>
        [.. Csv.Read(text, "region", "spelling", "kind", "rule").Where(row => row["region"] == region).Select(FromRow)];

    static CollectiveUnit FromRow(CsvRow row) => row.List("kind") is { Count: > 0 } kinds
        ? new(row["spelling"], [.. kinds.Select(k => row.Member<CollectiveKind>("kind", k))], row["rule"])
        : throw new DataUnreadable(row.Line, "“kind”不能为空");
}

/// <summary>Which units each kind of collective stands for.</summary>
public static class CollectiveKinds
{
    /// <summary>Kinds of the members; none where a person must name them.</summary>
    public static IReadOnlyList<UnitKind> MemberKinds(this CollectiveKind kind) => kind switch
    {
        // The office is named on its own wherever it is meant.
        CollectiveKind.AllDepartments => [UnitKind.Department, UnitKind.Agency],
        CollectiveKind.AllDirectInstitutions => [UnitKind.Agency],
        CollectiveKind.AllPrefectures => [UnitKind.Prefecture],
        CollectiveKind.AllCounties => [UnitKind.County],
        CollectiveKind.AllTownships => [UnitKind.Township],
        CollectiveKind.AllSubdistricts => [UnitKind.Subdistrict],
        CollectiveKind.AllParks => [UnitKind.Park],
        CollectiveKind.RelevantDepartments or CollectiveKind.HandlingUnits => [],
    };
}
