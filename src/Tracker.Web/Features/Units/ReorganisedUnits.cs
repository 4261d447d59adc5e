using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>The units of one reorganisation, found by the names in the form.</summary>
/// <param name="Old">row ids of those before it</param>
/// <param name="New">those behind it: with a row id where the registry has them</param>
/// <param name="CalledBefore">for a new name that the registry knows already: the old one as written; else null</param>
sealed record ReorganisedUnits(
    IReadOnlyList<long> Old, IReadOnlyList<ReorganisedUnits.Behind> New, string? CalledBefore, IReadOnlyList<string> OldNames, bool Ends)
{
    public sealed record Behind(long? Id, UnitDraft Draft);

    /// <summary>Row ids of units that are no more from that day on, unless they are also behind it.</summary>
    public IReadOnlyList<long> Ending => Ends ? Old : [];

    /// <exception cref="RuleBroken">all that is wrong with the form, a sentence a line</exception>
    public static async Task<ReorganisedUnits> Of(NpgsqlConnection connection, int regionId, Reorganise.Form form)
    {
        var faults = OwnFaults(form).ToList();
        var (before, after) = (await RegionUnits.Load(connection, regionId, form.On.PlusDays(-1)), await RegionUnits.Load(connection, regionId, form.On));
        var old = form.Old.Select(name => Find(name, before, form, faults)).OfType<Unit>().DistinctBy(u => u.Code).ToList();
        var found = new List<Behind>();
        foreach (var unit in form.New)
            found.Add(form.Kind == ReorganisationKind.Rename ? Renamed(unit, old, before) : Named(unit, after) ?? Founded(unit, form, old, [.. before.Ids.Keys, .. found.Select(f => f.Draft.Code)], before, faults));
        if (form.Kind is ReorganisationKind.Split or ReorganisationKind.Transfer && found.Any(f => old.Any(o => o.Code == f.Draft.Code)))
            faults.Add("接收单位就是原单位，请改写。");
        if (form.Kind is ReorganisationKind.Foundation && found.Any(f => f.Id is not null))
            faults.Add($"“{form.New[0].FullName}”已经登记，不用再新设。");
        if (faults.Count > 0)
            throw new RuleBroken("reorganisation-is-not-right", string.Join('\n', faults));
        var known = form.Kind == ReorganisationKind.Rename && UnitRegistry.Fold(old[0].FullName) == UnitRegistry.Fold(form.New[0].FullName);
        return new([.. old.Select(u => before.Ids[u.Code])], found, known ? form.Old[0] : null,
            [.. old.Select(u => u.ShortName)], form.Kind.EndsUnits());
    }

    /// <summary>What was registered, in words.</summary>
    public string Sentence(Reorganise.Form form)
    {
        var behind = string.Join('、', New.Select(n => n.Draft.ShortName + (n.Id is null ? $"（新设，{n.Draft.Kind.Chinese()}，代码 {n.Draft.Code}）" : "")));
        return $"{form.Kind.Chinese()}：{string.Join('、', CalledBefore is { } called ? [called] : OldNames)}{(behind == "" || OldNames.Count == 0 ? "" : " → ")}{behind}，自{form.On.Iso()}起"
            + (form.OnAsWritten == "" ? "" : $"（原文只写到“{form.OnAsWritten}”）") + (form.Document == "" ? "" : $"，{form.Document}") + (form.Doubtful ? "，存疑" : "");
    }

    /// <exception cref="RuleBroken">a unit of the reorganisation bears a name of another that is there at the same time</exception>
    public static async Task RefuseSharedNames(NpgsqlConnection connection, int regionId, IReadOnlyCollection<long> units)
    {
        var codes = (await connection.QueryAsync<string>("SELECT code FROM units WHERE region_id = @regionId AND id = ANY(@units)", new { regionId, units = units.ToArray() })).ToHashSet();
        var collectives = await RegionUnits.Collectives(connection, regionId);
        var all = await UnitRecords.Load(connection, regionId);
        var faults = UnitTable.Faults([.. all.Where(u => codes.Contains(u.Code))], all, collectives);
        if (faults.Count > 0)
            throw new RuleBroken("a-spelling-names-one-unit", string.Join('\n', faults.Select(f => f.Sentence)));
    }

    static IEnumerable<string> OwnFaults(Reorganise.Form form)
    {
        if (form.Kind.Fault(form.Old.Count, form.New.Count) is { } fault) yield return fault;
        if (form.Document == "" && !form.Doubtful) yield return "请写明文件的名称或文号；没有文件的，请标为存疑。";
        if (form.Document.Length > 500 || form.Note.Length > 2000) yield return "文件名称最多500字，说明最多2000字。";
        if (form.New.Any(n => n.FullName.Trim() == "")) yield return "新单位的全称不能为空。";
    }

    static Unit? Find(string name, RegionUnits before, Reorganise.Form form, List<string> faults)
    {
        switch (before.Registry.Resolve(name))
        {
            case OneUnit { Unit: var unit }:
                if (form.Kind.EndsUnits() && unit.EndedOn is { } ended && ended != form.On)
                    faults.Add($"{unit.ShortName}已登记自{ended.Iso()}起撤销，与这次的日期不符。");
                return unit;
            case AbsentUnit { Unit: var absent }:
                faults.Add($"{absent.ShortName}在{form.On.PlusDays(-1).Iso()}已经撤销或还没有成立。");
                return null;
            case ManyUnits:
                faults.Add($"“{name}”是单位范围，请逐个写明单位。");
                return null;
            default:
                faults.Add($"登记簿里没有“{name}”。请核对写法，或先把它加进登记簿。");
                return null;
        }
    }

    static Behind Renamed(Reorganise.NewUnit name, List<Unit> old, RegionUnits before) => old is [var unit, ..]
        ? new(before.Ids[unit.Code], DraftOf(unit) with { FullName = name.FullName, ShortName = name.ShortName == "" ? name.FullName : name.ShortName })
        : new(null, new(0, "", name.FullName, name.ShortName, [], default, "", 0, null, null, false, ""));

    // Only the very name tells: without its region's prefix it might be the unit that ends here.
    static Behind? Named(Reorganise.NewUnit unit, RegionUnits after) =>
        after.Registry.Units.FirstOrDefault(u => UnitRegistry.Fold(unit.FullName) is var name && (UnitRegistry.Fold(u.FullName) == name || unit.ShortName == "" && UnitRegistry.Fold(u.ShortName) == name))
            is { } known ? new(after.Ids[known.Code], DraftOf(known)) : null;

    static Behind Founded(Reorganise.NewUnit unit, Reorganise.Form form, List<Unit> old, IReadOnlyCollection<string> taken, RegionUnits known, List<string> faults)
    {
        var kind = unit.Kind ?? NewUnitKind.Of(unit.FullName, old);
        if (kind is null) faults.Add($"请写明“{unit.FullName}”的类型。");
        if (unit.Code == "" && old.Count == 0) faults.Add($"请给“{unit.FullName}”定一个代码。");
        if (unit.Code != "" && taken.Contains(unit.Code)) faults.Add($"代码“{unit.Code}”已经有单位使用，请换一个。");
        if (unit.Parent != "" && !known.Ids.ContainsKey(unit.Parent)) faults.Add($"“上级”写的是单位代码，登记簿里没有“{unit.Parent}”。");
        var code = unit.Code != "" || old.Count == 0 ? unit.Code : FreeCode(old[0].Code, form.On, taken);
        var draft = new UnitDraft(0, code, unit.FullName, unit.ShortName == "" ? unit.FullName : unit.ShortName, [], kind ?? default, unit.Parent, old.FirstOrDefault()?.Order ?? 0,
            form.On, null, false, $"{form.Kind.Chinese()}设立{(unit.Kind is null ? "；类型按名称推定" : "")}{(form.Doubtful ? "；存疑" : "")}");
        faults.AddRange(draft.OwnFaults());
        return new(null, draft);
    }

    /// <summary>gsj-18, gsj-18b: after the unit it came from, and the year.</summary>
    static string FreeCode(string from, LocalDate on, IReadOnlyCollection<string> taken)
    {
        var code = $"{(from.Length > 16 ? from[..16] : from)}-{on.Year % 100:00}";
        return new[] { "" }.Concat("bcdefghijklmnopqrstuvwxyz".Select(c => $"{c}")).Select(end => code + end).First(c => !taken.Contains(c));
    }

    static UnitDraft DraftOf(Unit unit) =>
        new(0, unit.Code, unit.FullName, unit.ShortName, unit.Aliases, unit.Kind, "", unit.Order, unit.FoundedOn, unit.EndedOn, unit.Doubtful, unit.Note);
}
