using System.Text.RegularExpressions;
using NodaTime;

namespace Tracker.Domain.Deadlines;

/// <summary>What is to hold of a day from now on.</summary>
/// <param name="Kind">null: the day is as others of its weekday again</param>
/// <param name="Document">文号 of the notice that says so</param>
public sealed record CalendarFact(LocalDate Date, DayKind? Kind, string Name, string Document)
{
    /// <summary>Whether the day is worked by it.</summary>
    public bool Worked => Kind is { } kind ? kind == DayKind.Workday : !WorkingCalendar.IsWeekend(Date);

    /// <summary>2018-12-29 星期六 上班（元旦）</summary>
    public string KindInWords => Kind switch { DayKind.Holiday => "放假", DayKind.Workday => "上班", null => "照常" };
}

/// <summary>The yearly notice on days off as a table that a person hands in: all of it is sound, or nothing is taken.</summary>
/// <param name="Facts">the rows that could be read</param>
/// <param name="Faults">what is wrong, by line</param>
public sealed partial record CalendarTable(IReadOnlyList<CalendarFact> Facts, IReadOnlyList<LineFault> Faults)
{
    /// <summary>The columns of such a table; those of <c>cn-working-days.csv</c> are known too.</summary>
    public static readonly IReadOnlyList<string> Columns = ["日期", "类别", "名称", "文号"];
    static readonly IReadOnlyList<string> englishColumns = ["date", "kind", "name", "notice"];

    /// <summary>元旦 may begin in December before.</summary>
    static LocalDate FirstDay(int year) => new(year - 1, 12, 29);

    /// <param name="year">the year that the notice arranges</param>
    /// <param name="known">whether an arrangement of that year is there already, so that this one may be a part of it only</param>
    /// <exception cref="DataUnreadable">it has no such head, or nothing below it</exception>
    public static CalendarTable Read(IReadOnlyList<TableLine> lines, int year, bool known)
    {
        var columns = lines.Any(l => l.Cells.Any(c => c.Trim() == englishColumns[0])) ? englishColumns : Columns;
        var (facts, faults, seen) = (new List<CalendarFact>(), new List<LineFault>(), new Dictionary<LocalDate, int>());
        var rows = TableRows.Below(lines, columns);
        foreach (var row in rows)
        {
            var (fact, wrong) = Row(row, columns, year);
            faults.AddRange(wrong.Select(sentence => new LineFault(row.Line, sentence)));
            if (fact is null)
                continue;
            if (!seen.TryAdd(fact.Date, row.Line))
                faults.Add(new(row.Line, $"{fact.Date:uuuu-MM-dd} 在第{seen[fact.Date]}行已经写过，一天只能写一次"));
            else facts.Add(fact);
        }
        if (faults.Count == 0 && !known && !facts.Exists(f => f is { Kind: DayKind.Holiday, Date: { Month: 10, Day: 1 } } && f.Date.Year == year))
            faults.Add(new(rows[^1].Line, $"表里没有{year}年10月1日放假，不像全年的安排；请核对年份，或者补全"));
        return new(facts, faults);
    }

    static (CalendarFact?, IReadOnlyList<string>) Row(TableRow row, IReadOnlyList<string> columns, int year)
    {
        var wrong = new List<string>();
        var (written, name, document) = (row[columns[0]], row[columns[2]], row[columns[3]]);
        if (DayOf(written) is not { } date)
            return (null, [$"“{written}”不是日期，应写作 {year}-10-01"]);
        if (date < FirstDay(year) || date > new LocalDate(year, 12, 31))
            wrong.Add($"{date:uuuu-MM-dd} 不在{year}年的安排里：应在 {FirstDay(year):uuuu-MM-dd} 到 {year}-12-31 之间");
        var (kind, isKind) = KindOf(row[columns[1]]);
        if (!isKind)
            wrong.Add($"“类别”只能是 放假、上班 或 照常，不能是“{row[columns[1]]}”");
        else if (kind == DayKind.Workday && !WorkingCalendar.IsWeekend(date))
            wrong.Add($"{date:uuuu-MM-dd} 不是星期六、星期日，本来就上班，不用写“上班”");
        if (name == "")
            wrong.Add("“名称”没有填写，例如 国庆节");
        if (document == "")
            wrong.Add("“文号”没有填写，应写作出安排的通知文号");
        return (wrong.Count == 0 ? new(date, kind, name, document) : null, wrong);
    }

    static (DayKind?, bool) KindOf(string written) => written switch
    {
        "放假" or "holiday" => (DayKind.Holiday, true),
        "上班" or "补班" or "workday" => (DayKind.Workday, true),
        "照常" or "ordinary" => (null, true),
        _ => (null, false),
    };

    // 2027-10-01, and as spreadsheets write it: 2027/10/1.
    static LocalDate? DayOf(string written)
    {
        if (!Day().IsMatch(written))
            return null;
        var parts = written.Split('-', '/', '.', '年', '月', '日').Where(p => p != "").Select(int.Parse).ToArray();
        return parts[1] is >= 1 and <= 12 && parts[2] >= 1 && parts[2] <= CalendarSystem.Iso.GetDaysInMonth(parts[0], parts[1]) ? new LocalDate(parts[0], parts[1], parts[2]) : null;
    }

    [GeneratedRegex(@"^[12][0-9]{3}([-/.])[0-9]{1,2}\1[0-9]{1,2}$|^[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日$")]
    private static partial Regex Day();
}
