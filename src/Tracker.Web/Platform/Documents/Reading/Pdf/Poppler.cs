using System.Globalization;
using System.Text;

namespace Tracker.Web.Platform.Documents.Reading.Pdf;

/// <summary>Words and rulings of a PDF with their positions, as poppler's tools give them.</summary>
static class Poppler
{
    const int MostPages = 300, MostWords = 500_000;
    static readonly Tool.Bounds ForText = new(TimeSpan.FromSeconds(30), 4, 600 << 20, 60 << 20);
    static readonly Tool.Bounds ForRulings = new(TimeSpan.FromSeconds(30), 4, 600 << 20, 100 << 20);

    /// <exception cref="Stop">with a sentence, where it cannot be read</exception>
    public static IReadOnlyList<PdfPage> Pages(byte[] bytes, string name)
    {
        if (!Tool.Exists("pdftotext") || !Tool.Exists("pdftocairo"))
            throw new Stop(ExitStatus.NoDatabase, $"这台机器没有安装读 PDF 用的 poppler-utils，读不了 {name}。请系统管理员安装，或把通知另存为 .docx 再读。");
        using var folder = new TemporaryFolder();
        var file = folder.Write("notice.pdf", bytes);
        var text = Tool.Run(["pdftotext", "-q", "-tsv", "-enc", "UTF-8", file, "-"], ForText, folder.Name);
        if (text.IsOver || text.Status != 0)
            throw NoticeFile.Unreadable(!text.IsOver && IsLocked(bytes) ? $"{name} 加了密码或不允许复制文字，请去掉限制后再读。"
                : $"{name} 读不出来：不是完好的 PDF 文件，或者太大太复杂。请重新下载或导出，只保留通知正文，或另存为 .docx 再读。");
        var pages = Words(Encoding.UTF8.GetString(text.Output), name);
        return pages.All(p => p.Words.Count == 0) ? pages : WithRulings(pages, file, folder.Name);
    }

    static bool IsLocked(ReadOnlySpan<byte> bytes) => bytes.IndexOf("/Encrypt"u8) >= 0;

    // level page par block line word left top width height conf text; level 1 is a page, 5 a word. A page's left and top are those of the word before.
    static List<PdfPage> Words(string tsv, string name)
    {
        var pages = new List<PdfPage>();
        var words = new List<PdfWord>();
        var count = 0;
        foreach (var line in tsv.AsSpan().EnumerateLines())
        {
            var fields = line.ToString().Split('\t', 12);
            if (fields.Length < 12 || fields[0] is not ("1" or "5"))
                continue;
            var (left, top, width, height) = (Number(fields[6]), Number(fields[7]), Number(fields[8]), Number(fields[9]));
            if (fields[0] is "1")
                pages.Add(new(int.Parse(fields[1], CultureInfo.InvariantCulture), new(0, 0, width, height), words = [], []));
            else if (fields[11].Trim() is { Length: > 0 } text && pages.Count > 0)
                words.Add(new(new(left, top, left + width, top + height), text));
            if (pages.Count > MostPages || ++count > MostWords)
                throw NoticeFile.Unreadable($"{name} 超过 {MostPages} 页或字数太多，不像一份通知，请只保留通知正文后再读。");
        }
        return pages;
    }

    static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : 0;

    /// <summary>Without rulings, where they cannot be had: tables are then told by gaps alone.</summary>
    static List<PdfPage> WithRulings(List<PdfPage> pages, string file, string folder)
    {
        var drawn = Tool.Run(["pdftocairo", "-q", "-svg", "-noshrink", "-nocenter", "-origpagesizes", file, "-"], ForRulings, folder);
        if (drawn.IsOver || drawn.Status != 0)
            return pages;
        var rulings = SvgRulings.Read(drawn.Output);
        return rulings.Count == pages.Count ? [.. pages.Zip(rulings, (p, r) => p with { Rulings = r })] : pages;
    }
}
