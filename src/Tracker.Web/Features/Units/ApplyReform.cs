using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>One line of a table of reorganisations and what becomes of it.</summary>
/// <param name="Sentence">what is registered, or why not</param>
/// <param name="Known">registered before, by this table or another with the same line</param>
public sealed record ReformOutcome(ReformLine Line, string Sentence, bool Known, bool Failed);

/// <summary>A table of reorganisations as it was applied, or would be.</summary>
public sealed record ReformResult(IReadOnlyList<ReformOutcome> Lines, IReadOnlyList<LineFault> Unreadable)
{
    public int Registered => Lines.Count(l => l is { Known: false, Failed: false });
    public bool IsWhole => Unreadable.Count == 0 && !Lines.Any(l => l.Failed);

    public IReadOnlyList<LineFault> Faults => [.. Unreadable.Concat(Lines.Where(l => l.Failed).Select(l => new LineFault(l.Line.Line, l.Sentence))).OrderBy(f => f.Line)];
}

/// <summary>登记机构改革 from a table, line by line in the order of dates: all of it, or none. A line applied before is passed over.</summary>
public sealed class ApplyReform(Database database, Reorganise reorganise) : IFeature
{
    const string KnownSql = "SELECT source_line FROM reorganisations WHERE region_id = @RegionId AND source_line IS NOT NULL";

    /// <param name="text">CSV, see <see cref="ReformLine.FromCsv"/></param>
    /// <param name="dryRun">tells what would happen and writes nothing</param>
    /// <returns>what was registered; with faults nothing was</returns>
    /// <exception cref="RuleBroken">the actor may not</exception>
    /// <exception cref="DataUnreadable">it is no such table</exception>
    public Task<ReformResult> Run(Actor by, OfficeMoment at, string text, bool dryRun)
    {
        UnitRights.RefuseOthers(by);
        var (lines, unreadable) = ReformLine.FromCsv(text);
        return database.InTransaction(connection => Run(connection, by, at, lines, unreadable), keep: result => !dryRun && result.IsWhole);
    }

    async Task<ReformResult> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, IReadOnlyList<ReformLine> lines, IReadOnlyList<LineFault> unreadable)
    {
        await UnitRecords.TakeTurn(connection, by.RegionId);
        var known = (await connection.QueryAsync<string>(KnownSql, new { by.RegionId })).ToHashSet();
        var outcomes = new List<ReformOutcome>();
        foreach (var line in lines)
            outcomes.Add(known.Add(line.Key) ? await Apply(connection, by, at, line) : new(line, "已经登记，不再重复", Known: true, Failed: false));
        return new(outcomes, unreadable);
    }

    // A line that fails is undone alone, so that the lines behind it are still looked at.
    async Task<ReformOutcome> Apply(NpgsqlConnection connection, Actor by, OfficeMoment at, ReformLine line)
    {
        await connection.ExecuteAsync("SAVEPOINT line");
        try
        {
            return new(line, (await reorganise.Run(connection, by, at, FormOf(line))).Sentence, Known: false, Failed: false);
        }
        catch (RuleBroken broken)
        {
            await connection.ExecuteAsync("ROLLBACK TO SAVEPOINT line");
            return new(line, broken.Message.ReplaceLineEndings(""), Known: false, Failed: true);
        }
    }

    static Reorganise.Form FormOf(ReformLine line) => new(line.Kind, line.On, line.OnAsWritten, line.Document, line.Doubtful, line.Note, line.OldUnits,
        line.NewUnit == "" ? [] : [new(line.NewUnit, line.NewShort)], line.Key);
}
