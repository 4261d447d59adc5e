using System.Text.RegularExpressions;
using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Layouts;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Heads;

/// <summary>The head of a notice and where its parts lie among the lines.</summary>
/// <param name="Letter">lines of the covering letter, between addressees and signature; empty where there is none</param>
/// <param name="Body">lines that may hold tasks: what is attached to the letter, and the letter itself where it is the plan</param>
/// <param name="AttachesAFile">whether the letter sends a plan along that does not follow in the text</param>
public sealed partial record Cover(NoticeHead Head, Range Letter, IReadOnlyList<Line> Body, bool AttachesAFile)
{
    const int HeadLines = 60;
    const int ShortestPlan = 80;

    public static Cover Read(IReadOnlyList<Line> lines)
    {
        var title = Title.Find(lines, HeadLines);
        var named = title?.Text ?? Title.OfPlan(lines, HeadLines);
        var addressees = AddresseesAfter(lines, title?.End ?? 0);
        var letterStart = addressees is { } a ? a + 1 : title?.End ?? 0;
        var signature = SignatureAfter(lines, letterStart);
        var headEnd = signature?.Line ?? Math.Min(lines.Count, HeadLines);
        var head = new NoticeHead(
            named, DocumentNumber(lines, headEnd), Issuer(lines, signature, title), signature?.Date,
            PrintedOn(lines), PublishedOn(lines, headEnd), PlanYear(named),
            addressees is { } line ? SplitAddressees(lines[line].Compact.Text) : []);
        if (signature is not { } signed)
            return new(head, 0..0, [.. lines.Skip(letterStart)], false);
        var (letter, rest) = (lines.Take(FirstOfSignature(lines, signed.Line, letterStart)).Skip(letterStart).ToList(), lines.Skip(signed.Line + 1));
        if (!HoldsMore(lines, signed.Line + 1))
            return new(head, 0..0, letter, SendsAPlan(letter));
        // The notice itself sets the tasks, and only forms or lists are attached.
        if (!SendsAPlan(letter) && letter.Exists(l => l.Cell is null && Closing.In(l.Compact).Any(c => c.NamesUnits)))
            return new(head, 0..0, [.. letter, .. rest], false);
        return new(head, letterStart..signed.Line, [.. rest], false);
    }

    /// <summary>The line of the first office that signs.</summary>
    static int FirstOfSignature(IReadOnlyList<Line> lines, int date, int letterStart)
    {
        var first = date;
        for (var i = date - 1; i >= letterStart && (lines[i].IsEmpty || IsOffice(lines[i].Compact.Text)); i--)
            if (!lines[i].IsEmpty)
                first = i;
        return first;
    }

    static int? AddresseesAfter(IReadOnlyList<Line> lines, int start)
    {
        for (var i = start; i < Math.Min(lines.Count, start + 12); i++)
            if (lines[i].Compact.Text is [.., '：' or ':'] text && text.Length is > 2 and < 300 && !text.Contains('。') && !Furniture.Is(text) && !text.Contains("如下", StringComparison.Ordinal) && NamesSomebody(text))
                return i;
        return null;
    }

    // 浏览次数： and 字体： end with a colon too.
    static bool NamesSomebody(string text) =>
        text[0] is '各' || SplitAddressees(text).Any(a => UnitNames.IsWhole(a) || a.AsSpan().ContainsAnyOf(["政府", "部门", "单位", "机关", "委员会", "企业", "学校", "同志", "各"]));

    // Full commas part addressees; 、 stands inside one: 自治区各委、办、厅、局.
    static string[] SplitAddressees(string text) => text.TrimEnd('：', ':').Split(['，', ',', '；', ';'], StringSplitOptions.RemoveEmptyEntries);

    readonly record struct Signature(int Line, LocalDate Date);

    /// <summary>The first line that holds nothing but a date, or a unit's name and a date.</summary>
    static Signature? SignatureAfter(IReadOnlyList<Line> lines, int start)
    {
        for (var i = start; i < lines.Count; i++)
            if (lines[i].Cell is null && SignatureLine().Match(lines[i].Compact.Text) is { Success: true } match && DateIn(match.Groups["date"].Value) is { } date)
                return new(i, date);
        return null;
    }

    static LocalDate? DateIn(string text) => DateWord.At(text, 0, null) is { Form: DateForm.Day, Last: var date } ? date : null;

    /// <summary>The names above the date, or in front of it; several offices that sign together are joined by 、.</summary>
    static string? Issuer(IReadOnlyList<Line> lines, Signature? signature, Title? title)
    {
        if (signature is { } signed)
        {
            var names = new List<string>();
            if (SignatureLine().Match(lines[signed.Line].Compact.Text).Groups["by"].Value is { Length: > 0 } by)
                names.Add(by);
            for (var i = signed.Line - 1; i >= 0 && names.Count < 4 && (lines[i].IsEmpty || IsOffice(lines[i].Compact.Text)); i--)
                if (!lines[i].IsEmpty)
                    names.InsertRange(0, OfficesIn(lines[i]));
            if (names.Count > 0)
                return string.Join('、', names);
        }
        return Labelled(lines, Publisher()) ?? title?.Office;
    }

    /// <summary>某市教育局    某市财政局: offices that sign together on one line.</summary>
    static IEnumerable<string> OfficesIn(Line line)
    {
        var pieces = Pieces.Of(line);
        return pieces.Count > 1 && pieces.TrueForAll(p => p.Length > 3 && UnitNames.StandsAlone(p.Text)) ? pieces.Select(p => p.Text) : [line.Compact.Text];
    }

    static bool IsOffice(string text) => text.Length is > 2 and < 40 && UnitNames.IsWhole(text);

    static string? DocumentNumber(IReadOnlyList<Line> lines, int end)
    {
        for (var i = 0; i < end; i++)
            if (Number().Match(lines[i].Compact.Text) is { Success: true } match)
                return match.Groups["number"].Value;
        return null;
    }

    static LocalDate? PublishedOn(IReadOnlyList<Line> lines, int end)
    {
        LocalDate? sent = null;
        for (var i = 0; i < end; i++)
            foreach (Match match in Published().Matches(lines[i].Compact.Text))
                if (DateOf(match) is { } date)
                    if (match.Groups["sent"].Length == 0)
                        return date;
                    else
                        sent ??= date;
        return sent;
    }

    static LocalDate? DateOf(Match match)
    {
        var (year, month, day) = (int.Parse(match.Groups["y"].ValueSpan), int.Parse(match.Groups["m"].ValueSpan), int.Parse(match.Groups["d"].ValueSpan));
        return DateIn($"{year}年{month}月{day}日");
    }

    static LocalDate? PrintedOn(IReadOnlyList<Line> lines)
    {
        for (var i = lines.Count - 1; i >= 0; i--)
            if (Furniture.IsImprint(lines[i].Compact.Text) && ImprintDate().Match(lines[i].Compact.Text) is { Success: true } match)
                return DateIn(match.Value);
        return null;
    }

    /// <summary>The one year that the title names; a range of years leaves it open.</summary>
    static int? PlanYear(string? title) =>
        title is not null && YearInTitle().Matches(title) is [{ Groups: var groups }] && groups["range"].Length == 0 ? int.Parse(groups["year"].ValueSpan) : null;

    static string? Labelled(IReadOnlyList<Line> lines, Regex label)
    {
        foreach (var line in lines.Take(HeadLines))
            if (label.Match(line.Words.Text) is { Success: true } match)
                return match.Groups["value"].Value;
        return null;
    }

    /// <summary>Whether a plan follows: a table, numbered sentences, or more text than an imprint and a list of files have.</summary>
    static bool HoldsMore(IReadOnlyList<Line> lines, int start)
    {
        var rest = lines.Skip(start).Where(l => !l.IsEmpty && !Furniture.Is(l.Compact.Text)).ToList();
        return rest.Sum(l => l.Compact.Length) > ShortestPlan || rest.Any(l => l.Cell is not null) || rest.Select((_, i) => i).Any(i => FlatHead.At(rest, i) is not null) || rest.Count(l => ColumnHeads.Of(l.Compact.Text) is not null) > 1
            || rest.Any(l => Mark.At(l.Compact.Text, 0) is not null) && rest.Any(l => l.Compact.Text.Contains('。'))
            || rest.Any(l => Closing.In(l.Compact).Any(c => c.NamesUnits));
    }

    static bool SendsAPlan(List<Line> letter) =>
        letter.Exists(l => l.Compact.Text.Contains("印发给你们", StringComparison.Ordinal) || l.Compact.Text.Contains("印发你们", StringComparison.Ordinal))
        || letter.Exists(l => AttachedPlan().IsMatch(l.Compact.Text)) && !letter.Exists(l => Closing.In(l.Compact).Any(c => c.NamesUnits));

    [GeneratedRegex("^附件?[:：].{2,60}(?:分解表|分工表|任务表|责任表|一览表|任务分解|任务分工|清单|台账|方案|要点)$")]
    private static partial Regex AttachedPlan();

    [GeneratedRegex(@"^(?<by>[\u4e00-\u9fa5]{4,40})??(?<date>[12〇○二一][\d〇○零一二三四五六七八九]{3}年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日)$")]
    private static partial Regex SignatureLine();

    [GeneratedRegex(@"(?:^|(?:文号|字号|文件编号)[:：]?)(?<number>[\u4e00-\u9fa5]{2,15}[〔\[［（(](?:19|20)\d\d[〕\]］）)]第?\d{1,5}号)(?=$|《|[\u4e00-\u9fa5]{2,6}[:：])")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?:发布日期|发布时间|公开日期|(?<sent>发文日期))[:：]?(?<y>20\d\d)[-年./](?<m>\d{1,2})[-月./](?<d>\d{1,2})")]
    private static partial Regex Published();

    [GeneratedRegex(@"(?:发布机构|发文机关|发文单位|发布单位)\s*[:：]\s*(?<value>[\u4e00-\u9fa5]{2,40})")]
    private static partial Regex Publisher();

    [GeneratedRegex(@"20\d\d年\d{1,2}月\d{1,2}日")]
    private static partial Regex ImprintDate();

    [GeneratedRegex(@"(?<range>20\d\d年?[-—–－至~～]+)?(?<year>20\d\d)年")]
    private static partial Regex YearInTitle();
}
