using System.Text;

namespace Tracker.Domain;

/// <summary>Reads RFC 4180 tables with one header row; lines that begin with # are comments.</summary>
public static class Csv
{
    /// <summary>The rows below the header, each with the line it begins on.</summary>
    /// <param name="text">the whole file; a byte order mark and either kind of line end are accepted</param>
    /// <param name="columns">columns that must be there; others may stand beside them, in any order</param>
    /// <exception cref="DataUnreadable">a column is missing, a row is too short or long, a quote is not closed</exception>
    public static IReadOnlyList<CsvRow> Read(string text, params ReadOnlySpan<string> columns)
    {
        using var records = Records(text).GetEnumerator();
        if (!records.MoveNext()) throw new DataUnreadable(1, "文件是空的，没有表头");
        var header = HeaderOf(records.Current, columns);
        var rows = new List<CsvRow>();
        while (records.MoveNext()) rows.Add(RowOf(records.Current, header));
        return rows;
    }

    /// <summary>All lines as they stand, the head included, each with the line it begins on; they may differ in length.</summary>
    /// <exception cref="DataUnreadable">a quote is not closed, or something stands behind it</exception>
    public static IReadOnlyList<TableLine> Lines(string text) => [.. Records(text).Select(r => new TableLine(r.Line, r.Fields))];

    static Dictionary<string, int> HeaderOf(Record record, ReadOnlySpan<string> columns)
    {
        var header = new Dictionary<string, int>();
        for (var i = 0; i < record.Fields.Count; i++)
            if (!header.TryAdd(record.Fields[i], i)) throw new DataUnreadable(record.Line, $"表头中“{record.Fields[i]}”出现两次");
        foreach (var column in columns)
            if (!header.ContainsKey(column)) throw new DataUnreadable(record.Line, $"表头缺少“{column}”一列");
        return header;
    }

    static CsvRow RowOf(Record record, Dictionary<string, int> header) =>
        record.Fields.Count == header.Count ? new CsvRow(record.Line, header, record.Fields)
        : throw new DataUnreadable(record.Line, $"应有{header.Count}列，实有{record.Fields.Count}列");

    sealed record Record(int Line, List<string> Fields);

    static IEnumerable<Record> Records(string text)
    {
        var at = text.StartsWith('\uFEFF') ? 1 : 0;
        var line = 1;
        while (at < text.Length)
        {
            if (text[at] is '#' or '\r' or '\n')
            {
                at = text.IndexOf('\n', at) is var end and >= 0 ? end + 1 : text.Length;
                line++;
                continue;
            }
            var record = new Record(line, []);
            while (Field(text, ref at, ref line, record)) { }
            yield return record;
        }
    }

    /// <summary>Takes one field; true if another follows in the same record.</summary>
    static bool Field(string text, ref int at, ref int line, Record record)
    {
        record.Fields.Add(at < text.Length && text[at] == '"' ? Quoted(text, ref at, ref line) : Plain(text, ref at));
        if (at < text.Length && text[at] == ',') { at++; return true; }
        if (at < text.Length && text[at] == '\r') at++;
        if (at < text.Length && text[at] != '\n') throw new DataUnreadable(line, "引号之后只能是逗号或换行");
        at++;
        line++;
        return false;
    }

    static string Plain(string text, ref int at)
    {
        var end = text.AsSpan(at).IndexOfAny(',', '\r', '\n');
        var start = at;
        at = end < 0 ? text.Length : at + end;
        return text[start..at];
    }

    static string Quoted(string text, ref int at, ref int line)
    {
        var opened = line;
        var field = new StringBuilder();
        while (++at < text.Length)
        {
            if (text[at] == '\n') line++;
            if (text[at] != '"') { field.Append(text[at]); continue; }
            if (at + 1 == text.Length || text[at + 1] != '"') { at++; return field.ToString(); }
            field.Append(text[at++]);
        }
        throw new DataUnreadable(opened, "引号没有结束");
    }
}

/// <summary>One row of a table, its fields by column name.</summary>
public sealed class CsvRow
{
    readonly Dictionary<string, int> _header;
    readonly List<string> _fields;

    internal CsvRow(int line, Dictionary<string, int> header, List<string> fields) =>
        (Line, _header, _fields) = (line, header, fields);

    /// <summary>Where the row begins in its file, counted from 1.</summary>
    public int Line { get; }

    /// <summary>The field as written, without its quotes; only for columns that were asked for.</summary>
    public string this[string column] => _fields[_header[column]];

    /// <summary>The parts of a field that holds a list, divided by semicolons; empty parts are dropped.</summary>
    public IReadOnlyList<string> List(string column) =>
        this[column].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The field as a member of a closed set, by its English name.</summary>
    /// <exception cref="DataUnreadable">the set has no such member</exception>
    public T Member<T>(string column, string written) where T : struct, Enum =>
        Enum.TryParse<T>(written, out var member) && Enum.IsDefined(member) && !char.IsAsciiDigit(written[0]) ? member
        : throw new DataUnreadable(Line, $"“{column}”不能是“{written}”");
}
