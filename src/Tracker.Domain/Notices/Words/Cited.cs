namespace Tracker.Domain.Notices.Words;

/// <summary>Hides what is only cited: the titles of other documents and their numbers bear dates that bind nobody.</summary>
public static class Cited
{
    public const char Hidden = '\u0001';

    /// <summary>The same length, with 《…》, 〈…〉 and brackets that hold a 文号 replaced by <see cref="Hidden"/>.</summary>
    public static string Hide(string text)
    {
        if (text.AsSpan().IndexOfAny("《〈〔［[") < 0)
            return text;
        var shown = text.ToCharArray();
        HideTitles(shown);
        HideNumbers(text, shown);
        return new(shown);
    }

    static void HideTitles(char[] shown)
    {
        var depth = 0;
        for (var i = 0; i < shown.Length; i++)
        {
            var (opens, closes) = (shown[i] is '《' or '〈', shown[i] is '》' or '〉');
            if (opens) depth++;
            if (depth > 0) shown[i] = Hidden;
            if (closes && depth > 0) depth--;
        }
    }

    // （国办发〔2018〕22号）: from the year's bracket back to the outer bracket and on to 号.
    static void HideNumbers(string text, char[] shown)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('〔' or '［' or '['))
                continue;
            var end = text.AsSpan(i, Math.Min(16, text.Length - i)).IndexOf('号');
            if (end > 0)
                shown.AsSpan(i, end + 1).Fill(Hidden);
        }
    }
}
