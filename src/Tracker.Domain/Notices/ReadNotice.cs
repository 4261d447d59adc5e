using NodaTime;
using Tracker.Domain.Deadlines;

namespace Tracker.Domain.Notices;

/// <summary>What a careful reader finds in one notice; printed by <c>tracker read --json</c>.</summary>
/// <param name="Text">the document's plain text; every <see cref="TextSpan"/> counts in it</param>
public sealed record ReadNotice(
    string Text,
    NoticeHead Notice,
    IReadOnlyList<NoticeDeadline> NoticeDeadlines,
    IReadOnlyList<Goal> Goals,
    IReadOnlyList<Category> Categories,
    IReadOnlyList<ReadTask> Tasks,
    IReadOnlyList<NoticeDoubt> Doubts);

/// <summary>The head of the notice: who says what to whom, and when.</summary>
/// <param name="DocumentNumber">文号 of the notice itself, never of a cited document</param>
/// <param name="IssuedOn">成文日期, below the signature</param>
/// <param name="PrintedOn">印发日期, in the imprint (版记)</param>
/// <param name="PublishedOn">发布日期, as the web page prints it</param>
/// <param name="PlanYear">the year the plan is for; null where it runs over several</param>
public sealed record NoticeHead(
    string? Title, string? DocumentNumber, string? Issuer, LocalDate? IssuedOn, LocalDate? PrintedOn,
    LocalDate? PublishedOn, int? PlanYear, IReadOnlyList<string> Addressees);

/// <summary>A date that the covering letter sets for the units (通知要求).</summary>
/// <param name="What">the clause that says what is to be done</param>
/// <param name="Raw">the words that set the date</param>
/// <param name="Due">last day, where the text alone settles it</param>
/// <param name="Rule">the rule in words where it does not, such as 公布后30个工作日内</param>
public sealed record NoticeDeadline(string What, string Raw, LocalDate? Due, string? Rule, IReadOnlyList<TextSpan> Spans)
{
    /// <summary>Why the day may be another, in Chinese; null where nothing speaks against it.</summary>
    public string? Trouble { get; init; }
}

/// <summary>An aim with a year (到2020年底，…), which is nobody's task.</summary>
public sealed record Goal(string Raw, LocalDate Due, string Text, IReadOnlyList<TextSpan> Spans);

/// <param name="No">as printed, folded to 一, 二.(一), ?.(三)</param>
public sealed record Category(string No, string Title, IReadOnlyList<TextSpan> Spans);

/// <summary>One numbered duty as it was read.</summary>
/// <param name="Id">category number, dot, number as printed; unique in the notice</param>
/// <param name="Text">the whole text without white space, number, cells and brackets</param>
/// <param name="Units">units whose roles the text does not tell apart</param>
/// <param name="UnitsRaw">the cell or bracket as written, broken lines joined</param>
/// <param name="Origins">where each field was found, and by which rule</param>
public sealed record ReadTask(
    string Id, string Category, int? No, string? Title, string Text, TaskRole Role,
    IReadOnlyList<string> Lead, IReadOnlyList<string> Support, IReadOnlyList<string> Units, string? UnitsRaw,
    Inherited Inherited, TimeLimit TimeLimit, IReadOnlyList<Milestone> Milestones,
    IReadOnlyList<Obligation> Obligations, IReadOnlyList<Collective> Collective,
    Place Place, IReadOnlyList<Doubt> Doubts, IReadOnlyDictionary<TaskField, FieldOrigin> Origins);

/// <summary>Preamble: numbered like a task but sets none (指导思想, 基本原则).</summary>
public enum TaskRole { Task, Preamble }

/// <summary>The fields a doubt can name, and a value can be traced by.</summary>
public enum TaskField { Text, Units, Roles, TimeLimit, Milestones, Category }

/// <summary>True where the value comes from a cell that also covers earlier rows.</summary>
public sealed record Inherited(bool Units, bool TimeLimit);

/// <summary>A date in the sentence by which something must be done.</summary>
public sealed record Milestone(string Raw, LocalDate? Due);

/// <summary>A duty that starts no clock of its own: within N working days of an event, or N times a period.</summary>
/// <param name="Per">day, week, month, quarter, half, year; for <see cref="ObligationRule.Frequency"/></param>
/// <param name="Event">the clause that names the event; for <see cref="ObligationRule.WorkingDaysAfterEvent"/> and <see cref="ObligationRule.DaysAfterEvent"/></param>
public sealed record Obligation(string Raw, ObligationRule Rule, int? Days, int? Times, string? Per, string? Event);

public enum ObligationRule { WorkingDaysAfterEvent, DaysAfterEvent, Frequency }

/// <summary>A name in the task that stands for many units.</summary>
public sealed record Collective(string Unit, CollectiveKind Kind);

public enum CollectiveKind
{
    AllDepartments, RelevantDepartments, AllPrefectures, AllCounties, AllTownships, AllSubdistricts,
    AllParks, AllDirectInstitutions, HandlingUnits,
}

/// <summary>A value that may be wrong, and why.</summary>
/// <param name="Readings">the possible values of the field, where more than one stands; the likeliest first</param>
public sealed record Doubt(TaskField Field, string Reason, IReadOnlyList<Reading> Readings);

/// <summary>A doubt about the whole notice; <paramref name="Field"/> <c>tasks</c> says that some may be missing.</summary>
public sealed record NoticeDoubt(string Field, string Reason, Place? Place);

/// <summary>Where in the file: counted from 1; what does not apply is null.</summary>
public sealed record Place(int? Page, int? Table, int? Row, int? Line);

/// <summary>A stretch of the document's plain text.</summary>
public readonly record struct TextSpan(int Start, int Length)
{
    public int End => Start + Length;
}
