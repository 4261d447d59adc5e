namespace Tracker.Domain.Notices.Words;

/// <summary>Numbers as a notice prints them: 12, １２, 十二, 二十, 两.</summary>
public static class HanNumber
{
    // Longer ones mean nothing, and are asked about at each of their signs.
    const int MostDigits = 6, MostHan = 4;
    const string Digits = "零一二三四五六七八九";

    public static bool IsHan(char c) => c is '十' or '两' or '〇' or '○' || Digits.Contains(c);
    public static bool IsDigit(char c) => c is >= '0' and <= '9' or >= '０' and <= '９';

    /// <summary>The number at <paramref name="start"/> and how many characters it takes; null where none stands there or it is too long to mean anything.</summary>
    public static (int Value, int Length)? At(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && end - start <= MostDigits && IsDigit(text[end])) end++;
        if (end > start)
            return end - start > MostDigits ? null : (Arabic(text[start..end]), end - start);
        while (end < text.Length && end - start <= MostHan && IsHan(text[end])) end++;
        return Han(text[start..end]) is { } value ? (value, end - start) : null;
    }

    /// <summary>1 to 99 as a heading prints it: 二十一.</summary>
    public static string Say(int number) => number switch
    {
        < 10 => Digits[number].ToString(),
        < 20 => "十" + (number == 10 ? "" : Digits[number - 10]),
        _ => Digits[number / 10 % 10] + "十" + (number % 10 == 0 ? "" : Digits[number % 10]),
    };

    static int Arabic(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var digit in digits)
            value = value * 10 + (digit >= '０' ? digit - '０' : digit - '0');
        return value;
    }

    /// <summary>1 to 99, or a year digit by digit (二〇一八); 十十 is no number.</summary>
    static int? Han(ReadOnlySpan<char> number)
    {
        var ten = number.IndexOf('十');
        return (ten, number.Length) switch
        {
            (_, 0) => null,
            (-1, 1) => Digit(number[0]),
            (-1, 4) => Digit(number[0]) * 1000 + Digit(number[1]) * 100 + Digit(number[2]) * 10 + Digit(number[3]),
            (-1, _) => null,
            (0, 1) => 10,
            (0, 2) => 10 + Digit(number[1]),
            (1, 2) => Digit(number[0]) * 10,
            (1, 3) => Digit(number[0]) * 10 + Digit(number[2]),
            _ => null,
        };
    }

    static int? Digit(char c) => c is '两' ? 2 : c is '〇' or '○' ? 0 : Digits.IndexOf(c) is var value and >= 0 ? value : null;
}
