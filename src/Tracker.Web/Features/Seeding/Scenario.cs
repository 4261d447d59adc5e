using NodaTime;
using NodaTime.Text;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Completions;

namespace Tracker.Web.Features.Seeding;

/// <summary>How one unit behaves in the year; a date that is missing means never.</summary>
/// <param name="Field">what it works on, in the words of its reports</param>
/// <param name="Returns">when it hands in the return of each checkpoint</param>
/// <param name="Completes">when it submits the items that it is responsible for as done</param>
public sealed record Conduct(
    string Unit, string Name, string Field, string MadePublicByAutumn, string MadePublicInYear, LocalDate? Signs,
    IReadOnlyDictionary<CheckpointKind, LocalDate> Returns, LocalDate? Completes, LocalDate? Confirmed, Rating? Rating);

/// <summary>A single report between the checkpoints.</summary>
public sealed record ScenarioReport(
    LocalDate On, string Unit, string Item, string Text, string NextStep, string BlockedBy, string Figure, string Amount, string Measure);

/// <summary>A submission of one item by one unit, and the office's decision on it.</summary>
/// <param name="Reason">null for a confirmation</param>
public sealed record ScenarioCompletion(
    string Item, string Unit, LocalDate Submits, LocalDate? Decided, Rating? Rating, ReturnReason? Reason, string ReasonText);

/// <summary>A duty of the covering letter, as the office confirms it for all units.</summary>
/// <param name="Answer">the return that is the answer; null where each unit answers in its own words</param>
/// <param name="AnsweredWith">on the day of that return a unit answers</param>
public sealed record ScenarioDuty(int Position, LocalDate DueOn, CheckpointKind? Answer, CheckpointKind? AnsweredWith, string Text);

/// <summary>A unit asks for a later date, and the office's answer.</summary>
/// <param name="Decided">null: the office never answers</param>
/// <param name="GrantedTo">null where it is refused</param>
public sealed record ScenarioExtension(
    LocalDate On, string Unit, string Item, LocalDate NewOn, string Reason, string Document, LocalDate? Decided, LocalDate? GrantedTo, string Remark);

/// <summary>The office hands over what a unit that is no more has open.</summary>
/// <param name="From">code</param>
/// <param name="To">name of the successor</param>
public sealed record ScenarioTransfer(LocalDate On, string From, string To, string Document);

/// <summary>阶段办结 of all that ends with the year.</summary>
public sealed record ScenarioYearEnd(LocalDate On, string Text);

/// <summary>A practice year as written in seed-data/scenarios: what the people of the year do, and what they leave undone.</summary>
public sealed record Scenario(
    IReadOnlyList<Conduct> Units, IReadOnlyList<ScenarioReport> Reports, IReadOnlyList<ScenarioCompletion> Completions, IReadOnlySet<LocalDate> RollUps)
{
    public IReadOnlyList<ScenarioDuty> Duties { get; init; } = [];
    public IReadOnlyList<ScenarioExtension> Extensions { get; init; } = [];
    public IReadOnlyList<ScenarioTransfer> Transfers { get; init; } = [];
    public IReadOnlyList<ScenarioYearEnd> YearEnds { get; init; } = [];

    readonly Dictionary<(string Item, bool Lead, CheckpointKind At), (string Text, string Next)> texts = [];

    /// <summary>What the covering letter asks, as the office of that world confirms it.</summary>
    public static IReadOnlyList<ScenarioDuty> DutiesOf(World world) => [.. world.Table("duties", "position", "due_on", "return_kind", "answered_with", "text").Select(row =>
        new ScenarioDuty(int.Parse(row["position"], System.Globalization.CultureInfo.InvariantCulture), Day(row, "due_on")!.Value, Member<CheckpointKind>(row, "return_kind"), Member<CheckpointKind>(row, "answered_with"), row["text"]))];

    /// <exception cref="DataUnreadable">a table is not as it should be</exception>
    public static Scenario Load(World world)
    {
        var scenario = new Scenario(
            [.. world.Table("conduct", "unit", "name", "field", "made_public_q3", "made_public_year", "signs", "plan", "third_quarter", "year_end",
                "completes", "confirmed", "rating").Select(ConductOf)],
            [.. world.Table("reports", "on", "unit", "item", "text", "next_step", "blocked_by", "figure", "amount", "measure").Select(ReportOf)],
            [.. world.Table("completions", "item", "unit", "submits", "decided", "decision", "rating", "reason_code", "reason").Select(CompletionOf)],
            world.Table("rollups", "on").Select(row => Day(row, "on")!.Value).ToHashSet())
        {
            Duties = DutiesOf(world),
            Extensions = [.. world.Table("extensions", "on", "unit", "item", "new_on", "reason", "document", "decided", "granted_to", "remark").Select(row => new ScenarioExtension(
                Day(row, "on")!.Value, row["unit"], row["item"], Day(row, "new_on")!.Value, row["reason"], row["document"], Day(row, "decided"), Day(row, "granted_to"), row["remark"]))],
            Transfers = [.. world.Table("transfers", "on", "from", "to", "document").Select(row => new ScenarioTransfer(Day(row, "on")!.Value, row["from"], row["to"], row["document"]))],
            YearEnds = [.. world.Table("year-ends", "on", "text").Select(row => new ScenarioYearEnd(Day(row, "on")!.Value, row["text"]))],
        };
        foreach (var row in world.Table("texts", "item", "part", "checkpoint", "text", "next_step"))
            scenario.texts.Add((row["item"], row["part"] == "Lead", row.Member<CheckpointKind>("checkpoint", row["checkpoint"])), (row["text"], row["next_step"]));
        return scenario;
    }

    /// <summary>What a unit says about an item at a checkpoint.</summary>
    /// <returns>the text and the next step; empty where it has nothing to say</returns>
    public (string Text, string Next) Says(Conduct unit, string item, bool lead, CheckpointKind at)
    {
        if (!texts.TryGetValue((item, lead, at), out var said) && !texts.TryGetValue((item, !lead, at), out said))
            return ("", "");
        var text = InWordsOf(unit, said.Text).Replace("{件数}", at == CheckpointKind.YearEnd ? unit.MadePublicInYear : unit.MadePublicByAutumn, StringComparison.Ordinal);
        return (text, said.Next);
    }

    /// <summary>The text with the unit's name and field in it.</summary>
    public string InWordsOf(Conduct unit, string text) =>
        text.Replace("{单位}", unit.Name, StringComparison.Ordinal).Replace("{领域}", unit.Field, StringComparison.Ordinal);

    static Conduct ConductOf(CsvRow row) => new(row["unit"], row["name"], row["field"], row["made_public_q3"], row["made_public_year"], Day(row, "signs"),
        new[] { (CheckpointKind.Plan, "plan"), (CheckpointKind.ThirdQuarter, "third_quarter"), (CheckpointKind.YearEnd, "year_end") }
            .Where(at => row[at.Item2] != "").ToDictionary(at => at.Item1, at => Day(row, at.Item2)!.Value),
        Day(row, "completes"), Day(row, "confirmed"), Member<Rating>(row, "rating"));

    static ScenarioReport ReportOf(CsvRow row) => new(Day(row, "on")!.Value, row["unit"], row["item"], row["text"], row["next_step"],
        row["blocked_by"], row["figure"], row["amount"], row["measure"]);

    static ScenarioCompletion CompletionOf(CsvRow row) => new(row["item"], row["unit"], Day(row, "submits")!.Value, Day(row, "decided"),
        Member<Rating>(row, "rating"), Member<ReturnReason>(row, "reason_code"), row["reason"]);

    static LocalDate? Day(CsvRow row, string column) => row[column] == "" ? null
        : LocalDatePattern.Iso.Parse(row[column]) is { Success: true } day ? day.Value
        : throw new DataUnreadable(row.Line, $"“{column}”不是日期：{row[column]}");

    static T? Member<T>(CsvRow row, string column) where T : struct, Enum => row[column] == "" ? null : row.Member<T>(column, row[column]);
}
