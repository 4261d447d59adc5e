namespace Tracker.Domain.Units;

/// <summary>One general office's world.</summary>
/// <param name="Prefixes">what may stand before a unit's name, longest first: 西藏自治区, 自治区, 区</param>
public sealed record Region(string Code, string Name, IReadOnlyList<string> Prefixes)
{
    /// <summary>The rows of <c>regions.csv</c>.</summary>
    /// <exception cref="DataUnreadable">a column is missing</exception>
    public static IReadOnlyList<Region> FromCsv(string text) =>
    [
        .. Csv.Read(text, "code", "name", "prefixes")
            .Select(row => new Region(row["code"], row["name"], [.. row.List("prefixes").OrderByDescending(p => p.Length)])),
    ];
}
