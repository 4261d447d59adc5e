using Tracker.Domain.Notices.Recognisers;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>Tells the names of persons, who are never units.</summary>
static class Persons
{
    const string Surnames =
        "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公覃闫代付次旦尼扎格多";

    static readonly string[] Offices = ["县长", "市长", "区长", "省长", "州长", "盟长", "旗长", "乡长", "镇长", "书记", "主任", "局长", "常委", "秘书长", "主席", "部长", "同志", "厅长"];

    /// <summary>张三, 李四副县长: one name of two to four characters, its office with it.</summary>
    public static bool IsOne(string text)
    {
        var name = WithoutOffice(text);
        return name.Length is 2 or 3 && Surnames.Contains(name[0]) && name.All(IsHan) && !UnitNames.IsWhole(name)
            || name.Length == 4 && name != text && name.All(IsHan) && Surnames.Contains(name[0])
            || name.Length is > 3 and <= 12 && name.Contains('·');
    }

    /// <summary>Nothing but such names, in a row.</summary>
    public static bool Are(string text) =>
        text.Split(['、', '，', ',', '；', ';', '/', ' '], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } names && names.All(IsOne);

    static string WithoutOffice(string text)
    {
        foreach (var office in Offices)
            if (text.Length > office.Length + 1 && text.EndsWith(office, StringComparison.Ordinal))
                return text[..^office.Length].TrimEnd('副', '常', '务');
        return text;
    }

    static bool IsHan(char c) => c is >= '\u3400' and <= '\u9fff';
}
