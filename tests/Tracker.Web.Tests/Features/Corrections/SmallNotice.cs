namespace Tracker.Web.Tests.Features.Corrections;

/// <summary>A notice of two tasks in words of our own; what differs between its versions is set.</summary>
sealed record SmallNotice
{
    static int last;

    public int No { get; init; }
    public string Number { get; init; } = "";
    public string First { get; init; } = "梳理公布办事事项清单，做到应公开尽公开。（牵头单位：自治区财政厅；配合单位：自治区审计厅；时限：10月底前）";
    public string? Between { get; init; }
    public string? Second { get; init; } = "推进随机抽查，抽查结果及时向社会公开。（责任单位：自治区公安厅；时限：全年）";

    /// <summary>The day in 2018 by which the letter asks for a report.</summary>
    public string Returns { get; init; } = "12月15日";

    /// <summary>With a number and a title that no other has.</summary>
    public static SmallNotice Next() => Interlocked.Increment(ref last) is var no ? new() { No = no, Number = $"藏政办发〔2018〕{100 + no}号" } : null!;

    public override string ToString()
    {
        var tasks = new[] { First, Between, Second }.OfType<string>().Select((task, index) => $"{index + 1}.{task}\n");
        return $"西藏自治区人民政府办公厅关于印发第{No}批重点任务分工方案的通知\n{(Number == "" ? "" : Number + "\n")}各地（市）行署（人民政府），自治区各委、办、厅、局：\n"
            + $"现将《分工方案》印发给你们，请认真贯彻落实。请于2018年{Returns}前将落实情况报送自治区人民政府办公厅。\n西藏自治区人民政府办公厅\n2018年6月5日\n分工方案\n一、重点任务\n" + string.Concat(tasks);
    }
}
