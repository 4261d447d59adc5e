namespace Tracker.Domain.Notices;

/// <summary>By which rule a value was read: what an explanation says of it.</summary>
public enum Basis
{
    NumberedItem, TableRow,
    OwnCell, CellAbove, CellBelow,
    Bracket, OwnLine, SharedClosing, AmongUnits, Sentence,
    SectionSentence, PlanSentence, StandingRule, Heading, CategoryCell,
    OnlyUnit, FirstNamedLeads, UnitsBesideSupportLead, RolesSaid, DutyShared,
}

/// <summary>Where a value stands in <see cref="ReadNotice.Text"/>, and by which rule it was read.</summary>
public sealed record FieldOrigin(IReadOnlyList<TextSpan> Spans, Basis Basis);

/// <summary>The rules in the words of the explanation.</summary>
public static class BasisWords
{
    public static string Chinese(this Basis basis) => basis switch
    {
        Basis.NumberedItem => "按编号分出的一项",
        Basis.TableRow => "表格的一行",
        Basis.OwnCell => "本行自己的单元格",
        Basis.CellAbove => "本行没有自己的单元格，沿用上面的（合并单元格）",
        Basis.CellBelow => "印在下面的行里，按合并单元格读",
        Basis.Bracket => "任务末尾的括号",
        Basis.OwnLine => "单独写的一行",
        Basis.SharedClosing => "写在几项之后，为这几项共有",
        Basis.AmongUnits => "与责任单位写在一起",
        Basis.Sentence => "写在任务的句子里",
        Basis.SectionSentence => "本项没有自己的时限，有一句话规定了这一部分各项的时限",
        Basis.PlanSentence => "本项没有自己的时限，有一句话规定了全部任务的时限",
        Basis.StandingRule => "通知里有一句话对许多任务作了同样的规定",
        Basis.Heading => "所属的标题",
        Basis.CategoryCell => "表格的类别栏",
        Basis.OnlyUnit => "只有一个单位，由它牵头",
        Basis.FirstNamedLeads => "没有写明谁牵头，按惯例排在第一的牵头，其余配合",
        Basis.UnitsBesideSupportLead => "写明了谁配合，其余的牵头",
        Basis.RolesSaid => "原文写明了谁牵头、谁配合",
        Basis.DutyShared => "原文写明按职责分工负责，不分牵头和配合",
    };
}
