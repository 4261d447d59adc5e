using System.Globalization;
using System.Text;

namespace Tracker.Web.Platform.Documents.Reading.Word;

/// <summary>Writes a number as Word's numbering formats do (ST_NumberFormat): chineseCounting 十二, decimalEnclosedCircle ⑫.</summary>
static class NumberStyle
{
    const string Digits = "〇一二三四五六七八九", Legal = "零壹贰叁肆伍陆柒捌玖", Stems = "甲乙丙丁戊己庚辛壬癸", Branches = "子丑寅卯辰巳午未申酉戌亥";

    /// <returns>"" for bullets and for no number</returns>
    public static string Write(int number, string? format) => format switch
    {
        "bullet" or "none" => "",
        "chineseCounting" or "chineseCountingThousand" or "taiwaneseCounting" or "taiwaneseCountingThousand" or "japaneseCounting" => Counting(number, Digits, '零', "十百千", oneTen: false),
        "chineseLegalSimplified" => Counting(number, Legal, '零', "拾佰仟", oneTen: true),
        "ideographLegalTraditional" => Counting(number, "零壹貳參肆伍陸柒捌玖", '零', "拾佰仟", oneTen: true),
        "ideographDigital" or "taiwaneseDigital" or "japaneseDigitalTenThousand" => string.Concat(Decimal(number).Select(c => Digits[c - '0'])),
        "ideographTraditional" => Cycle(number, Stems),
        "ideographZodiac" => Cycle(number, Branches),
        "decimalEnclosedCircle" or "decimalEnclosedCircleChinese" => Circled(number),
        "ideographEnclosedCircle" => number is >= 1 and <= 10 ? ((char)('㊀' + number - 1)).ToString() : Decimal(number),
        "decimalEnclosedParen" => number is >= 1 and <= 20 ? ((char)('⑴' + number - 1)).ToString() : $"({number})",
        "decimalEnclosedFullstop" => number is >= 1 and <= 20 ? ((char)('⒈' + number - 1)).ToString() : $"{number}.",
        "decimalFullWidth" or "decimalFullWidth2" => string.Concat(Decimal(number).Select(c => (char)(c - '0' + '０'))),
        "decimalZero" => number.ToString("00", CultureInfo.InvariantCulture),
        "upperLetter" => Letters(number, 'A'),
        "lowerLetter" => Letters(number, 'a'),
        "upperRoman" => Roman(number),
        "lowerRoman" => Roman(number).ToLowerInvariant(),
        _ => Decimal(number),
    };

    static string Decimal(int number) => Math.Max(number, 0).ToString(CultureInfo.InvariantCulture);

    static string Circled(int number) => number switch
    {
        0 => "⓪",
        >= 1 and <= 20 => ((char)('①' + number - 1)).ToString(),
        >= 21 and <= 35 => ((char)('㉑' + number - 21)).ToString(),
        >= 36 and <= 50 => ((char)('㊱' + number - 36)).ToString(),
        _ => Decimal(number),
    };

    static string Cycle(int number, string signs) => number >= 1 && number <= signs.Length ? signs[number - 1].ToString() : Decimal(number);

    static string Letters(int number, char first) => number < 1 ? "" : new((char)(first + (number - 1) % 26), Math.Min((number - 1) / 26 + 1, 20));

    static string Roman(int number)
    {
        if (number is < 1 or > 3999)
            return Decimal(number);
        var written = new StringBuilder();
        foreach (var (value, sign) in new[] { (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I") })
            for (; number >= value; number -= value)
                written.Append(sign);
        return written.ToString();
    }

    /// <summary>Up to 9999: 十二, 一百零三; with <paramref name="oneTen"/> 壹拾贰.</summary>
    static string Counting(int number, string digits, char zero, string places, bool oneTen)
    {
        if (number is < 1 or > 9999)
            return Decimal(number);
        var written = new StringBuilder();
        var skipped = false;
        for (var (place, scale) = (3, 1000); place >= 0; place--, scale /= 10)
        {
            var digit = number / scale % 10;
            if (digit == 0)
            {
                skipped = written.Length > 0;
                continue;
            }
            if (skipped)
                written.Append(zero);
            skipped = false;
            if (digit > 1 || place != 1 || written.Length > 0 || oneTen)
                written.Append(digits[digit]);
            if (place > 0)
                written.Append(places[place - 1]);
        }
        return written.ToString();
    }
}
