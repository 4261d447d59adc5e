using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Tracker.Domain.Units;

/// <summary>A unit as a person writes it down, in a form or in a line of a table, before the registry takes it.</summary>
/// <param name="Line">of the table, from 1; 0 for a form or for a unit that the registry has</param>
/// <param name="Parent">code of the unit above it; empty for none</param>
public sealed record UnitDraft(
    int Line, string Code, string FullName, string ShortName, IReadOnlyList<string> Aliases, UnitKind Kind, string Parent, int Order,
    LocalDate? FoundedOn, LocalDate? EndedOn, bool Doubtful, string Note)
{
    /// <summary>The columns of a table of units, in the order in which it is exported.</summary>
    public static readonly IReadOnlyList<string> Columns = ["代码", "全称", "简称", "别称", "类型", "上级", "顺序", "成立日期", "撤销日期", "存疑", "备注"];

    /// <summary>Those without which no line can be read.</summary>
    public static readonly IReadOnlyList<string> Required = ["代码", "全称", "简称", "类型"];

    const int LongestName = 100, LongestCode = 20, LongestNote = 1000;
    static readonly char[] Dividers = [';', '；', '、'];

    /// <summary>Names by which the unit has been called at other times; set for units of the registry.</summary>
    public IReadOnlyList<string> FormerNames { get; init; } = [];

    /// <summary>Every spelling that means this unit.</summary>
    public IEnumerable<string> Spellings => [FullName, ShortName, .. Aliases, .. FormerNames];

    /// <summary>True where both are there on some day.</summary>
    public bool Meets(UnitDraft other) => !(EndedOn <= other.FoundedOn) && !(other.EndedOn <= FoundedOn);

    /// <summary>Reads a line; a column that the table does not have keeps what <paramref name="before"/> says.</summary>
    /// <param name="before">the unit of that code as the registry has it; null if it has none</param>
    /// <returns>the unit, or all that is wrong in the line</returns>
    public static (UnitDraft? Unit, IReadOnlyList<LineFault> Faults) Read(TableRow row, UnitDraft? before)
    {
        var faults = new List<string>();
        var order = Cell("顺序", before?.Order.ToString(CultureInfo.InvariantCulture) ?? "0") is var number
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : Fault(0, $"“顺序”应是整数，不能是“{number}”。");
        var kind = KindOf(row["类型"]) ?? Fault(default(UnitKind), row["类型"] == "" ? "“类型”不能为空。"
            : $"“类型”不能是“{row["类型"]}”，应为{string.Join('、', Enum.GetValues<UnitKind>().Select(k => k.Chinese()))}之一。");
        var doubtful = Cell("存疑", before?.Doubtful == true ? "是" : "") switch
        {
            "是" => true, "" or "否" => false, var other => Fault(false, $"“存疑”只写“是”或留空，不能是“{other}”。"),
        };
        var unit = new UnitDraft(row.Line, row["代码"], row["全称"], row["简称"], row.Has("别称") ? Parts(row["别称"]) : before?.Aliases ?? [], kind,
            Cell("上级", before?.Parent ?? ""), order, Date("成立日期", before?.FoundedOn), Date("撤销日期", before?.EndedOn), doubtful, Cell("备注", before?.Note ?? ""))
        {
            FormerNames = before?.FormerNames ?? [],
        };
        faults.AddRange(unit.OwnFaults());
        return faults.Count == 0 ? (unit, []) : (null, [.. faults.Select(f => new LineFault(row.Line, f))]);

        string Cell(string column, string otherwise) => row.Has(column) ? row[column] : otherwise;

        T Fault<T>(T instead, string sentence)
        {
            faults.Add(sentence);
            return instead;
        }

        LocalDate? Date(string column, LocalDate? otherwise) => !row.Has(column) ? otherwise : row[column] == "" ? null
            : DateOf(row[column]) ?? Fault<LocalDate?>(null, $"“{column}”不是日期：“{row[column]}”，应写成 2018-11-19。");
    }

    /// <summary>Other spellings as a person writes them, divided by semicolons or 、.</summary>
    public static IReadOnlyList<string> Parts(string written) =>
        [.. written.Split(Dividers, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    /// <summary>What is wrong with the unit by itself.</summary>
    public IEnumerable<string> OwnFaults()
    {
        if (Code.Length is 0 or > LongestCode || !Code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            yield return $"“代码”只能由小写字母、数字和横线组成，最多{LongestCode}个字符，不能是“{Code}”。";
        foreach (var (column, name) in new[] { ("全称", FullName), ("简称", ShortName) })
            if (name == "") yield return $"“{column}”不能为空。";
        foreach (var name in Aliases.Append(FullName).Append(ShortName))
            if (name.Length > LongestName || name.Any(char.IsControl)) yield return $"名称“{Shown(name)}”过长或含有换行、制表符，最多{LongestName}个字。";
        if (Note.Length > LongestNote || Note.Any(c => char.IsControl(c) && c != '\n')) yield return $"“备注”过长或含有控制字符，最多{LongestNote}个字。";
        if (Order is < 0 or > 99999) yield return "“顺序”应在 0 到 99999 之间。";
        if (FoundedOn >= EndedOn) yield return "“撤销日期”须晚于“成立日期”。";
        if (Parent != "" && Parent == Code) yield return "“上级”不能是单位自己。";
    }

    static string Shown(string name) => string.Concat(name.Take(20).Where(c => !char.IsControl(c)));

    static UnitKind? KindOf(string written) => Enum.GetValues<UnitKind>().Select(k => (UnitKind?)k).FirstOrDefault(k =>
        UnitRegistry.Fold(k!.Value.Chinese()) == UnitRegistry.Fold(written) || k.Value.ToString() == written);

    static LocalDate? DateOf(string written)
    {
        foreach (var pattern in new[] { "uuuu-M-d", "uuuu/M/d", "uuuu.M.d", "uuuu'年'M'月'd'日'" })
            if (LocalDatePattern.CreateWithInvariantCulture(pattern).Parse(written) is { Success: true } date) return date.Value;
        return null;
    }
}
