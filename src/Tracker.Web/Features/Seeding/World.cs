using NodaTime;
using Tracker.Domain;

namespace Tracker.Web.Features.Seeding;

/// <summary>A practice world: a region on the day of a dispatch, its people, and a year that can be played. Everything else about it lies in
/// seed-data, as tables in a folder of its name.</summary>
/// <param name="Name">of the folder, and of the notice</param>
/// <param name="Region">code of the region</param>
/// <param name="OpensOn">the day of dispatch</param>
/// <param name="LastDay">the last day that the tables tell of</param>
/// <param name="ReformOn">when the reform of seed-data/units was entered into the registry; null where there was none</param>
public sealed record World(string Name, string Region, LocalDate OpensOn, LocalDate LastDay, LocalDate? ReformOn = null)
{
    /// <summary>A large one, in which much goes wrong: late and silent units, returned work, extensions, a reform.</summary>
    public static readonly World Xizang = new("xizang-2018", "xizang", new(2018, 6, 11), new(2019, 1, 15), ReformOn: new(2018, 12, 29));

    /// <summary>A county's, small and quiet: one coordinator, everybody in time.</summary>
    public static readonly World Youxian = new("youxian-2018", "youxian", new(2018, 8, 6), new(2018, 12, 29));

    public static readonly IReadOnlyList<World> All = [Xizang, Youxian];

    /// <summary>The notice, as it lies in seed-data.</summary>
    public string FileName => Name + ".txt";

    public byte[] Notice => SeedData.Bytes("notices/" + FileName);

    /// <summary>A table of this world.</summary>
    /// <exception cref="DataUnreadable">it is not as it should be</exception>
    public IReadOnlyList<CsvRow> Table(string name, params ReadOnlySpan<string> columns) => Csv.Read(Text(name), columns);

    public string Text(string table) => SeedData.Text($"scenarios/{Name}/{table}.csv");
}
