using System.Text;
using System.Text.Json.Nodes;
using Tracker.Domain.Notices;
using Tracker.Web.Features.Notices;
using Tracker.Web.Platform.Documents;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Notices;

/// <summary>A notice as a careful reader labelled it, beside what the program prints.</summary>
sealed class GoldNotice
{
    GoldNotice(JsonNode gold, JsonNode read) => (Gold, Read) = (gold, read);

    public JsonNode Gold { get; }
    public JsonNode Read { get; }

    /// <summary>One of the five notices of the seed data.</summary>
    public static GoldNotice Of(string name) => Beside(Checkout.File($"seed-data/notices/{name}.txt"));

    /// <param name="path">a notice of any format; its ground truth lies beside it as <c>NAME.gold.json</c></param>
    public static GoldNotice Beside(string path)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var read = NoticeReader.Read(NoticeFile.Read(new FileInfo(path)), EmbeddedAids.Alone);
        return new(JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(path, ".gold.json")))!, JsonNode.Parse(NoticeJson.Write(read))!);
    }

    /// <summary>A line for each object of a list: the named values, in order, as JSON prints them.</summary>
    public static IEnumerable<string> Lines(JsonNode? list, params string[] values) =>
        list is null ? [] : list.AsArray().Select(o => string.Join(" | ", values.Select(v => Value(o!, v))));

    public static string Value(JsonNode node, string path)
    {
        foreach (var step in path.Split('/'))
            node = node[step]!;
        return Folded(node?.ToJsonString(Readable) ?? "null");
    }

    // 2016 has 〈〉 inside the title where others have 《》; both are right.
    static string Folded(string text) => text.Replace('〈', '《').Replace('〉', '》');

    static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
