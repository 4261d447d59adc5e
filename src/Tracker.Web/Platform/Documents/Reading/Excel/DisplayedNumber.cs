using System.Globalization;
using System.Text;

namespace Tracker.Web.Platform.Documents.Reading.Excel;

/// <summary>Writes a number as a cell displays it: 45107 with yyyy"年"m"月"d"日" is 2023年6月30日, 0.85 with 0% is 85%.</summary>
static class DisplayedNumber
{
    /// <param name="format">a format code; its first part, or the one for negative numbers or zero</param>
    /// <param name="is1904">whether the workbook counts days from 1904</param>
    public static string Write(double number, string format, bool is1904)
    {
        var parts = Parts(format);
        var part = number < 0 && parts.Count > 1 ? parts[1] : number == 0 && parts.Count > 2 ? parts[2] : parts[0];
        var tokens = Tokens(part, out var inHan);
        if (tokens.Count == 0 || tokens.Exists(t => t.Kind is Kind.General or Kind.Text))
            return General(number);
        return tokens.Exists(t => t.Kind is Kind.Date) ? Date(number, tokens, is1904, inHan)
            : Number(number < 0 && parts.Count > 1 ? -number : number, tokens, part);
    }

    enum Kind { Literal, Date, Digits, Percent, General, Text }

    readonly record struct Token(Kind Kind, string Text);

    static List<string> Parts(string format)
    {
        var parts = new List<string>();
        var (start, quoted) = (0, false);
        for (var i = 0; i < format.Length; i++)
            if (format[i] is '"')
                quoted = !quoted;
            else if (format[i] is '\\' && !quoted)
                i++;
            else if (format[i] is ';' && !quoted)
            {
                parts.Add(format[start..i]);
                start = i + 1;
            }
        parts.Add(format[start..]);
        return parts;
    }

    static List<Token> Tokens(string part, out bool inHan)
    {
        var tokens = new List<Token>();
        inHan = part.Contains("[DBNum1]", StringComparison.OrdinalIgnoreCase);
        for (var i = 0; i < part.Length;)
        {
            var (token, length) = TokenAt(part, i);
            if (token is { } found) tokens.Add(found);
            i += length;
        }
        return tokens;
    }

    static (Token?, int Length) TokenAt(string part, int at)
    {
        var c = part[at];
        switch (c)
        {
            case '"':
                var end = part.IndexOf('"', at + 1) is var quote and > 0 ? quote : part.Length;
                return (new(Kind.Literal, part[(at + 1)..end]), Math.Min(end + 1, part.Length) - at);
            case '[':
                return (null, (part.IndexOf(']', at) is var bracket and > 0 ? bracket + 1 : part.Length) - at);
            case '\\' or '!':
                return (new(Kind.Literal, at + 1 < part.Length ? part[at + 1].ToString() : ""), 2);
            case '_' or '*':
                return (null, 2);
            case '@':
                return (new(Kind.Text, "@"), 1);
            case '%':
                return (new(Kind.Percent, "%"), 1);
        }
        foreach (var word in new[] { "General", "G/通用格式", "AM/PM", "A/P", "上午/下午" })
            if (part.AsSpan(at).StartsWith(word, StringComparison.OrdinalIgnoreCase))
                return (new(word[0] is 'G' ? Kind.General : Kind.Date, word), word.Length);
        if ("ymdhsYMDHS".Contains(c))
        {
            var letters = Run(part, at, x => (x | ' ') == (c | ' '));
            return (new(Kind.Date, letters.ToLowerInvariant()), letters.Length);
        }
        if ("0#?".Contains(c))
        {
            var digits = Run(part, at, "0#?.,E+-/".Contains).TrimEnd('-', '+', '/');
            return (new(Kind.Digits, digits), digits.Length);
        }
        return (new(Kind.Literal, c.ToString()), 1);
    }

    static string Run(string part, int at, Func<char, bool> belongs)
    {
        var end = at;
        while (end < part.Length && belongs(part[end])) end++;
        return part[at..end];
    }

    static string General(double number) =>
        Math.Abs(number) < 1e15 && Math.Round(number) == number ? number.ToString("F0", CultureInfo.InvariantCulture) : number.ToString("G10", CultureInfo.InvariantCulture);

    static string Number(double number, List<Token> tokens, string part)
    {
        var digits = tokens.FindIndex(t => t.Kind is Kind.Digits);
        if (digits < 0 || Math.Abs(number) > 1e15 || tokens[digits].Text.AsSpan().IndexOfAny('E', '/') >= 0 || tokens.FindLastIndex(t => t.Kind is Kind.Digits) != digits)
            return digits < 0 && tokens.TrueForAll(t => t.Kind is Kind.Literal) ? string.Concat(tokens.Select(t => t.Text)) : General(number);
        var value = (decimal)number * (tokens.Exists(t => t.Kind is Kind.Percent) ? 100 : 1);
        var pattern = tokens[digits].Text.Replace('?', '#');
        // A comma behind the digits divides by a thousand: 0, or 0.0,
        for (; pattern.EndsWith(','); pattern = pattern[..^1])
            value /= 1000;
        var decimals = pattern.IndexOf('.') is var point and >= 0 ? pattern.Length - point - 1 : 0;
        value = Math.Round(value, Math.Min(decimals, 20), MidpointRounding.AwayFromZero);
        // .NET takes , between digits alike, but prints nothing for 0 without a 0.
        var written = value.ToString(pattern, CultureInfo.InvariantCulture);
        return string.Concat(tokens.Select((t, i) => i == digits ? written : t.Text));
    }

    static string Date(double serial, List<Token> tokens, bool is1904, bool inHan)
    {
        var days = is1904 ? serial + 1462 : serial;
        // Excel takes 1900 for a leap year: what lies before its 29 February is a day off.
        if (days is < 0 or >= 2958466)
            return General(serial);
        var date = DateTime.FromOADate(days is < 60 and >= 1 ? days + 1 : days);
        var written = new StringBuilder();
        for (var i = 0; i < tokens.Count; i++)
            written.Append(tokens[i].Kind is Kind.Date ? Han(Of(date, tokens, i), inHan, tokens[i].Text[0] is 'y') : tokens[i].Text);
        return written.ToString();
    }

    static string Of(DateTime date, List<Token> tokens, int at) => tokens[at].Text switch
    {
        "y" or "yy" => date.ToString("yy", CultureInfo.InvariantCulture),
        ['y', ..] => date.ToString("yyyy", CultureInfo.InvariantCulture),
        "m" when IsMinute(tokens, at) => date.Minute.ToString(CultureInfo.InvariantCulture),
        "mm" when IsMinute(tokens, at) => date.ToString("mm", CultureInfo.InvariantCulture),
        "m" => date.Month.ToString(CultureInfo.InvariantCulture),
        "mm" => date.ToString("MM", CultureInfo.InvariantCulture),
        ['m', ..] => $"{date.Month}月",
        "d" => date.Day.ToString(CultureInfo.InvariantCulture),
        "dd" => date.ToString("dd", CultureInfo.InvariantCulture),
        ['d', ..] => "星期" + "日一二三四五六"[(int)date.DayOfWeek],
        "h" => Hour(date, tokens).ToString(CultureInfo.InvariantCulture),
        ['h', ..] => Hour(date, tokens).ToString("00", CultureInfo.InvariantCulture),
        "s" => date.Second.ToString(CultureInfo.InvariantCulture),
        ['s', ..] => date.ToString("ss", CultureInfo.InvariantCulture),
        var half => half[0] is '上' ? date.Hour < 12 ? "上午" : "下午" : date.Hour < 12 ? "AM" : "PM",
    };

    static int Hour(DateTime date, List<Token> tokens) => tokens.Exists(t => t.Kind is Kind.Date && t.Text[0] is 'A' or '上') ? (date.Hour + 11) % 12 + 1 : date.Hour;

    static bool IsMinute(List<Token> tokens, int at) =>
        tokens.Take(at).LastOrDefault(t => t.Kind is Kind.Date) is { Text: ['h', ..] } || tokens.Skip(at + 1).FirstOrDefault(t => t.Kind is Kind.Date) is { Text: ['s', ..] };

    // [DBNum1]: 二〇二三年十二月三十日
    static string Han(string number, bool inHan, bool isYear) => !inHan || !int.TryParse(number, out var value) ? number
        : Word.NumberStyle.Write(value, isYear ? "ideographDigital" : "chineseCounting");
}
