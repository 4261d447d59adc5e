using System.Text.RegularExpressions;
using Tracker.Domain.Notices;

namespace Tracker.Web.Platform.Documents;

/// <summary>Refuses papers whose head bears a degree of secrecy: this is a non-classified system (非涉密系统).</summary>
public static partial class SecrecyMark
{
    const int HeadBlocks = 40;

    /// <exception cref="Stop">before anything is stored or shown</exception>
    public static void Refuse(IReadOnlyList<Block> blocks, string name)
    {
        // A portal or a sheet may print much before the paper begins, so a line of the mark alone counts wherever it stands.
        if (blocks.Where(b => b.Text.Length < 200).Take(HeadBlocks).Any(b => IsIn(b.Text)) || blocks.Any(b => b.Text.Length < 40 && Alone().IsMatch(b.Text)))
            throw Classified(name);
    }

    /// <param name="head">a page's head or a sheet's, which is no part of the text</param>
    /// <exception cref="Stop">before anything is stored or shown</exception>
    public static void Refuse(string head, string name)
    {
        if (IsIn(head))
            throw Classified(name);
    }

    static Stop Classified(string name) => NoticeFile.Unreadable($"{name} 标有密级。本系统是非涉密系统，不读取、不保存涉密文件，请按保密规定处理。");

    /// <summary>True where a text bears the mark; whoever asks gives the head of a file, not all of it.</summary>
    public static bool IsIn(string head) => Mark().IsMatch(head);

    // 秘密★1年, 机密 ★, ★绝密: the star tells the mark from a sentence about secrets.
    [GeneratedRegex(@"(?:秘\s*密|机\s*密|绝\s*密)\s*[★☆]|[★☆]\s*(?:秘\s*密|机\s*密|绝\s*密)")]
    private static partial Regex Mark();

    [GeneratedRegex(@"^\s*(?:秘\s*密|机\s*密|绝\s*密)\s*[★☆]\s*[\d一二三四五六七八九十长期年个月\s]*$")]
    private static partial Regex Alone();
}
