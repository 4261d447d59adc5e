namespace Tracker.Web.Features.Digests;

/// <summary>Subjects carry the counts: 【分工方案】2红 3黄 1待签收.</summary>
public static class DigestSubjects
{
    /// <param name="counts">in the order they are read; zeros are left out</param>
    public static string Of(params (int N, string Word)[] counts) =>
        "【分工方案】" + (counts.Any(c => c.N > 0) ? string.Join(' ', counts.Where(c => c.N > 0).Select(c => $"{c.N}{c.Word}")) : "工作提示");
}
