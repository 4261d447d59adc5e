using System.Text;
using System.Text.Json.Nodes;
using Tracker.Domain.Notices;
using Tracker.Web.Features.Notices;
using Tracker.Web.Platform.Documents;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Notices;

/// <summary>A notice of the seed data as a careful reader labelled it, beside what the program prints.</summary>
sealed class GoldNotice
{
    GoldNotice(JsonNode gold, JsonNode read) => (Gold, Read) = (gold, read);

    public JsonNode Gold { get; }
    public JsonNode Read { get; }

    public static GoldNotice Of(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var folder = Checkout.File("seed-data/notices");
        var blocks = NoticeFile.Read(new FileInfo(Path.Combine(folder, name + ".txt")));
        var read = NoticeReader.Read(blocks, EmbeddedAids.Alone);
        return new(JsonNode.Parse(File.ReadAllText(Path.Combine(folder, name + ".gold.json")))!, JsonNode.Parse(NoticeJson.Write(read))!);
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
