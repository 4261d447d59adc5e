using System.Text;
using NodaTime.Text;
using Tracker.Domain.Notices;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Tests.Platform.Documents;

/// <summary>A small notice read from its file to its tasks, for files that use several features of their format at once.</summary>
static class WholeNotice
{
    public const string Title = "青山市人民政府办公室关于印发2023年重点工作分工方案的通知";

    /// <summary>The paragraphs before the plan.</summary>
    public static readonly string[] Letter =
        [Title, "青政办发〔2023〕5号", "各县区人民政府，市政府各部门：", "现将《2023年重点工作分工方案》印发给你们，请认真落实。", "青山市人民政府办公室", "2023年3月1日"];

    /// <summary>A line for each task: category, number, text, leads, supports, others, limit and due day, doubted fields.</summary>
    public static string[] Tasks(byte[] file) => [.. Read(file).Tasks.Select(Said)];

    public static ReadNotice Read(byte[] file) => NoticeReader.Read(NoticeFile.Blocks(file, "通知"), EmbeddedAids.Alone);

    public static byte[] Html(string body) => Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head><meta charset=utf-8><title>{Title}_青山市人民政府</title></head><body>{body}</body></html>");

    static string Said(ReadTask task) =>
        $"{task.Category}.{task.No}|{task.Text}|{string.Join('、', task.Lead)}|{string.Join('、', task.Support)}|{string.Join('、', task.Units)}|{task.TimeLimit.Raw}"
        + $"|{(task.TimeLimit.Due is { } due ? LocalDatePattern.Iso.Format(due) : "")}|{string.Join(' ', task.Doubts.Select(d => d.Field).Distinct())}";
}
