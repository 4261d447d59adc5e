using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Notices;

/// <summary>Why each value of a task is what it is: the words it was read from with their place, the rule, and the doubts.</summary>
public sealed class TaskExplanation(ReadNotice read, IReadOnlyList<Block> blocks)
{
    const int LongestQuote = 36;
    const int MostQuotes = 4;
    const int MostIds = 12;

    /// <summary>Writes the explanation of one task.</summary>
    /// <exception cref="Stop">no task has that number; the sentence says which there are</exception>
    public void Write(string id, TextWriter output)
    {
        var task = read.Tasks.FirstOrDefault(t => t.Id == id) ?? throw new Stop(ExitStatus.Usage, Unknown(id));
        output.WriteLine($"任务 {task.Id}（{Place(task.Place)}）");
        foreach (var (field, value) in Values(task))
            Write(task, field, value, output);
        foreach (var obligation in task.Obligations)
            output.WriteLine($"频次  {InWords(obligation)}\n      依据：写在任务的句子里，“{obligation.Raw}”");
    }

    string Unknown(string id) => read.Tasks.Count == 0 ? "这份通知里没有读到任务，没有可以解释的。"
        : $"没有编号为“{id}”的任务。编号有：{string.Join('、', read.Tasks.Take(MostIds).Select(t => t.Id))}{(read.Tasks.Count > MostIds ? $" 等{read.Tasks.Count}个" : "")}。";

    IEnumerable<(TaskField Field, string Value)> Values(ReadTask task) =>
    [
        (TaskField.Text, Shortened(task.Text)),
        (TaskField.Units, Joined(task.Lead.Concat(task.Units).Concat(task.Support))),
        (TaskField.Roles, string.Join('；', new[] { ("牵头", task.Lead), ("分工", task.Units), ("配合", task.Support) }.Where(p => p.Item2.Count > 0).Select(p => $"{p.Item1}：{Joined(p.Item2)}"))),
        (TaskField.TimeLimit, InWords(task.TimeLimit)),
        (TaskField.Milestones, string.Join('；', task.Milestones.Select(m => $"{m.Raw}（{m.Due?.OnPaper() ?? "日期未定"}）"))),
        (TaskField.Category, read.Categories.FirstOrDefault(c => c.No == task.Category) is { } category ? $"{category.No}、{category.Title}" : ""),
    ];

    void Write(ReadTask task, TaskField field, string value, TextWriter output)
    {
        var doubts = task.Doubts.Where(d => d.Field == field).ToList();
        var origin = task.Origins.GetValueOrDefault(field);
        if (origin is null && doubts.Count == 0)
            return;
        output.WriteLine($"{FieldWords.Of(DraftPlan.Name(field))}  {(value.Length > 0 ? value : "（没有读到）")}");
        if (origin is not null)
        {
            if (field is not TaskField.Roles)
                output.WriteLine($"      原文：{Quoted(origin.Spans)}");
            output.WriteLine($"      依据：{origin.Basis.Chinese()}");
        }
        foreach (var note in field is TaskField.TimeLimit ? YearOf(task.TimeLimit.Raw, task.TimeLimit.Due) : field is TaskField.Milestones ? task.Milestones.SelectMany(m => YearOf(m.Raw, m.Due)) : [])
            output.WriteLine($"      年份：{note}");
        foreach (var doubt in doubts)
            output.WriteLine($"      存疑：{doubt.Reason}{Readings(field, doubt)}");
    }

    static string InWords(TimeLimit limit) => limit.Raw is null ? ""
        : $"{limit.Raw}（{limit.Kind.Chinese()}{(limit.Due is { } due ? "，" + due.OnPaper() : "")}）";

    static string InWords(Obligation obligation) => obligation.Rule switch
    {
        ObligationRule.WorkingDaysAfterEvent => $"{obligation.Event}后{obligation.Days}个工作日内",
        ObligationRule.DaysAfterEvent => $"{obligation.Event}后{obligation.Days}日内",
        ObligationRule.Frequency => $"每{Period(obligation.Per)}{obligation.Times}次",
    };

    static string Period(string? per) => per switch
    {
        "day" => "日", "week" => "周", "month" => "月", "quarter" => "季度", "half" => "半年", _ => "年",
    };

    /// <summary>Where a date is written without a year, from where it was taken.</summary>
    IEnumerable<string> YearOf(string? raw, NodaTime.LocalDate? date)
    {
        if (raw is null || date is not { } due || raw.Contains(due.Year.ToString(), StringComparison.Ordinal) || raw.Any(c => c is '〇' or '○'))
            yield break;
        yield return $"“{raw}”没有写年份，" + (
            due.Year == read.Notice.PlanYear ? $"取计划年度{due.Year}年"
            : due.Year == read.Notice.IssuedOn?.Year ? $"取成文的{due.Year}年"
            : $"按前后文取{due.Year}年");
    }

    static string Readings(TaskField field, Doubt doubt) => doubt.Readings.Count == 0 ? ""
        : "；可能的读法：" + string.Join(" / ", doubt.Readings.Select((r, i) => $"{i + 1}. {ChosenReading.InWords(DraftPlan.Name(field), NoticeJson.Element(r))}"));

    string Quoted(IReadOnlyList<TextSpan> spans)
    {
        var quotes = spans.SelectMany(QuotesOf).ToList();
        var shown = quotes.Count <= MostQuotes ? quotes : [.. quotes.Take(MostQuotes - 1), "……", quotes[^1]];
        return string.Join('，', shown);
    }

    /// <summary>A quote for each block that the span reaches into.</summary>
    IEnumerable<string> QuotesOf(TextSpan span)
    {
        foreach (var block in blocks)
        {
            var (start, end) = (Math.Max(span.Start, block.Offset), Math.Min(span.End, block.Offset + block.Text.Length));
            if (start < end)
                yield return $"{Place(block.Place)}“{Shortened(read.Text[start..end].Trim())}”";
        }
    }

    static string Place(Place place) => string.Concat(
        place.Page is { } page ? $"第{page}页" : "", place.Table is { } table ? $"第{table}个表" : "", place.Row is { } row ? $"第{row}行" : "",
        place.Line is { } line ? place.Row is null ? $"第{line}行" : $"（文中第{line}行）" : "");

    static string Shortened(string text) => text.Length <= LongestQuote ? text : $"{text[..(LongestQuote / 2)]}……{text[^(LongestQuote / 2)..]}";

    static string Joined(IEnumerable<string> names) => string.Join('、', names);
}
