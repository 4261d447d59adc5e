namespace Tracker.Web.Features.Completions;

/// <summary>How well it was done; stored by name.</summary>
public enum Rating { Excellent, Good, Adequate }

/// <summary>Why a completion goes back; stored by name.</summary>
public enum ReturnReason { NotFinished, NoMeasurableResult, EvidenceMissing, SupportsMissing, FiguresDoubtful, Other }

/// <summary>What people see for each.</summary>
public static class DecisionWords
{
    public static string Chinese(this Rating rating) => rating switch
    {
        Rating.Excellent => "优秀",
        Rating.Good => "良好",
        Rating.Adequate => "合格",
    };

    public static string Chinese(this ReturnReason reason) => reason switch
    {
        ReturnReason.NotFinished => "任务尚未完成",
        ReturnReason.NoMeasurableResult => "成效不具体、不可核",
        ReturnReason.EvidenceMissing => "缺少佐证材料",
        ReturnReason.SupportsMissing => "未汇总协办单位情况",
        ReturnReason.FiguresDoubtful => "数据前后不一致或有误",
        ReturnReason.Other => "其他",
    };
}
