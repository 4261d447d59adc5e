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
        if (blocks.Where(b => b.Text.Length < 200).Take(HeadBlocks).Any(b => IsIn(b.Text)))
            throw NoticeFile.Unreadable($"{name} 标有密级。本系统是非涉密系统，不读取、不保存涉密文件，请按保密规定处理。");
    }

    /// <summary>True where a text bears the mark; whoever asks gives the head of a file, not all of it.</summary>
    public static bool IsIn(string head) => Mark().IsMatch(head);

    // 秘密★1年, 机密 ★, ★绝密: the star tells the mark from a sentence about secrets.
    [GeneratedRegex(@"(?:秘\s*密|机\s*密|绝\s*密)\s*[★☆]|[★☆]\s*(?:秘\s*密|机\s*密|绝\s*密)")]
    private static partial Regex Mark();
}
