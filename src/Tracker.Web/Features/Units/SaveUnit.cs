using Dapper;
using Tracker.Domain;
using Tracker.Domain.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>Adds a unit, or changes what the registry says of it. A name that a document changed is registered as 更名 instead.</summary>
public sealed class SaveUnit(Database database, EventLog events) : IFeature
{
    const string VersionSql = "SELECT version FROM units WHERE region_id = @RegionId AND code = @Code";

    /// <param name="unit">as it is to be; its code tells which</param>
    /// <param name="version">that the form was opened with; null for a new unit</param>
    /// <returns>the unit's row id</returns>
    /// <exception cref="RuleBroken">the actor may not, the unit is not as it should be, or another changed it meanwhile</exception>
    public Task<long> Run(Actor by, OfficeMoment at, UnitDraft unit, int? version) => database.InTransaction(async connection =>
    {
        UnitRights.RefuseOthers(by);
        await UnitRecords.TakeTurn(connection, by.RegionId);
        var registry = await UnitRecords.Load(connection, by.RegionId);
        var before = registry.FirstOrDefault(u => u.Code == unit.Code);
        var change = new UnitChange(unit with { FormerNames = before?.FormerNames ?? [] }, before);
        RefuseWrongVersion(change, version, await connection.ExecuteScalarAsync<int?>(VersionSql, new { by.RegionId, unit.Code }));
        var collectives = await RegionUnits.Collectives(connection, by.RegionId);
        var faults = unit.OwnFaults().Concat(UnitTable.Faults([change.After], registry, collectives).Select(f => f.Sentence)).ToList();
        if (before is not null && before.EndedOn != unit.EndedOn)
            faults.Add("撤销单位须登记机构改革，写明日期和文件。");
        if (faults.Count > 0)
            throw new RuleBroken("unit-is-not-right", string.Join('\n', faults));
        var id = (await UnitRecords.Write(connection, by, at, [change]))[unit.Code];
        if (change.Differences.Count > 0)
            await events.Append(connection, by, at.Now, new Event(nameof(SaveUnit), $"Unit:{id}",
                $"{(before is null ? "新增单位" : "修改单位")} {unit.ShortName}：{string.Join('；', change.Differences)}", before, unit));
        return id;
    });

    static void RefuseWrongVersion(UnitChange change, int? opened, int? stored)
    {
        if (change.Before is { } taken && opened is null)
            throw new RuleBroken("code-is-taken", $"代码“{taken.Code}”已经是{taken.ShortName}的，请换一个代码。");
        if (change.Before is null && opened is not null)
            throw new RuleBroken("no-such-unit", "没有这个单位，请回到单位列表重新选择。");
        if (opened != stored && opened is not null)
            throw new RuleBroken("unit-has-changed", $"在您填写期间，{change.Before!.ShortName}已被别人修改。请对照现在的内容，再保存一次。");
    }
}
