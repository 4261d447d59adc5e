using System.Text;
using Tracker.Domain;
using Tracker.Web.Platform.Documents.Reading;
using Tracker.Web.Platform.Documents.Reading.Excel;

namespace Tracker.Web.Platform.Documents;

/// <summary>Tables of data that people hand in and take out, as xlsx or CSV; told apart by content, not by name.</summary>
public static class TableFile
{
    /// <summary>The largest table read: ten times five thousand units.</summary>
    public const long MostBytes = 10 << 20;

    /// <summary>Whether the content is an xlsx, whatever its name says.</summary>
    public static bool IsXlsx(byte[] bytes) => new XlsxFile().Knows(bytes);

    /// <summary>The lines of a CSV (UTF-8, UTF-16 or GB18030), or of the first sheet of an xlsx.</summary>
    /// <exception cref="Stop">with <see cref="ExitStatus.Unreadable"/> and a sentence, where it is no table</exception>
    public static IReadOnlyList<TableLine> Lines(byte[] bytes, string name)
    {
        if (bytes.Length == 0)
            throw NoticeFile.Unreadable($"{name} 是空文件。");
        if (bytes.LongLength > MostBytes)
            throw NoticeFile.Unreadable($"{name} 超过 {MostBytes >> 20} MB，请分成几份。");
        var lines = IsXlsx(bytes) ? Sheet(bytes, name) : Text(bytes, name);
        if (lines.Take(10).SelectMany(l => l.Cells).Any(SecrecyMark.IsIn))
            throw NoticeFile.Unreadable($"{name} 标有密级。本系统是非涉密系统，不读取、不保存涉密文件，请按保密规定处理。");
        return [.. lines.Select(l => l with { Cells = [.. l.Cells.Select(Workbook.Plain)] })];
    }

    /// <summary>A CSV that Excel opens with its Chinese intact: with a byte order mark, lines ended by CRLF, formulas neutralised.</summary>
    public static byte[] Csv(IEnumerable<IEnumerable<string>> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            text.AppendJoin(',', line.Select(Quoted)).Append("\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    static string Quoted(string cell)
    {
        var text = Workbook.Neutralised(cell);
        return text.AsSpan().ContainsAny(",\"\r\n") || text.StartsWith('#') || text.Trim() != text
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    static IReadOnlyList<TableLine> Text(byte[] bytes, string name)
    {
        var text = PlainText.Decode(bytes) ?? throw NoticeFile.Unreadable($"{name} 不是 CSV：编码既不是 UTF-8 也不是 GB18030。请另存为 CSV 或 xlsx。");
        try
        {
            return Domain.Csv.Lines(text);
        }
        catch (DataUnreadable e)
        {
            throw NoticeFile.Unreadable($"{name} {e.Message}。");
        }
    }

    static IReadOnlyList<TableLine> Sheet(byte[] bytes, string name) => XlsxFile.Tables(bytes, name) is [var first, ..]
        ? [.. first.Cells.GroupBy(c => c.Row).OrderBy(r => r.Key).Select(Line)] : throw NoticeFile.Unreadable($"{name} 里没有内容。");

    static TableLine Line(IGrouping<int, TableCell> row)
    {
        var cells = new string[row.Max(c => c.Column) + 1];
        Array.Fill(cells, "");
        foreach (var cell in row)
            cells[cell.Column] = string.Join('\n', cell.Paragraphs.Select(p => p.Text));
        return new(row.First().PrintedRow ?? row.Key + 1, cells);
    }
}
