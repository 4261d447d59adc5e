using System.Globalization;
using NodaTime;
using Tracker.Domain.Notices;

namespace Tracker.Domain.Tests.Notices;

/// <summary>The same paper reads the same on every machine; that no clock is asked is shown by the compiled assembly itself.</summary>
public sealed class CultureTests
{
    // Other calendars, other digits, the dotted i.
    static readonly string[] Cultures = ["zh-CN", "zh-TW", "th-TH", "ar-SA", "fa-IR", "tr-TR", "hi-IN", ""];

    const string Times = """
        某县人民政府办公室关于印发2023年重点工作分工方案的通知
        各镇人民政府：
        现印发给你们，请于2023年4月10日前报送实施方案，每季度末月25日前报送进展。
        某县人民政府办公室
        二〇二三年三月一日
        一、加强公开
        1.做好甲事，6月底前见效，10月前建成，每年不少于2次。（县财政局，2023.09前）
        2.做好乙事，“十四五”末完成，３年内见效。（县教育局，长期坚持）
        以上任务于次年1月15日前完成。
        """;

    [TestCase("xizang-2018")]
    [TestCase("bozhou-2018")]
    [TestCase("youxian-2018")]
    [TestCase("xizang-2016")]
    [TestCase("xizang-2020")]
    [TestCase("")]
    public void A_paper_reads_the_same_in_every_culture(string name)
    {
        var text = name.Length == 0 ? Times : SeedData.Text($"notices/{name}.txt");
        Assert.That(Cultures.Select(culture => In(culture, () => Said(Paper.Read(text)))).Distinct().Count(), Is.EqualTo(1));
    }

    static T In<T>(string culture, Func<T> act)
    {
        var (before, beforeInUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (new CultureInfo(culture), new CultureInfo(culture));
        try
        {
            return act();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeInUi);
        }
    }

    /// <summary>What was read, its days told by their numbers alone.</summary>
    static string Said(ReadNotice read) => string.Join('\n', read.NoticeDeadlines.Select(d => $"{d.Raw}={Day(d.Due)}").Concat(read.Goals.Select(g => $"{g.Raw}={Day(g.Due)}")).Append(Day(read.Notice.IssuedOn)))
        + string.Join('\n', read.Tasks.Select(t => $"{t.Id}|{t.Text}|{Days(t)}|{string.Join(',', t.Lead.Concat(t.Support).Concat(t.Units))}|{string.Join(',', t.Doubts.Select(d => d.Reason))}"));

    static string Days(ReadTask task) => string.Join(',', task.Milestones.Select(m => (m.Raw, m.Due)).Prepend((task.TimeLimit.Raw ?? "", task.TimeLimit.Due))
        .Select(d => $"{d.Item1}={Day(d.Item2)}"));

    static string Day(LocalDate? date) => date is { } day ? FormattableString.Invariant($"{day.Year}-{day.Month}-{day.Day}") : "";
}
