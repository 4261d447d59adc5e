using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Tracker.Web.Tests.Platform;

/// <summary>A mail as its reader sees it: encoded words and transfer encodings are undone.</summary>
/// <param name="To">the address of the envelope</param>
/// <param name="Headers">the first of each name, unfolded and decoded</param>
/// <param name="Parts">media type and text of every part that is text</param>
public sealed partial record ReceivedMail(string To, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<(string Type, string Text)> Parts)
{
    public string Subject => Headers.GetValueOrDefault("Subject", "");
    public string MessageId => Headers.GetValueOrDefault("Message-ID", "");
    public string Text => Parts.FirstOrDefault(part => part.Type == "text/plain").Text ?? "";
    public string Html => Parts.FirstOrDefault(part => part.Type == "text/html").Text ?? "";

    public static ReceivedMail Parse(string source)
    {
        var (headers, body) = Split(source.ReplaceLineEndings("\n"));
        return new ReceivedMail(headers.GetValueOrDefault("Envelope-to", ""), headers, [.. TextParts(headers, body)]);
    }

    static (Dictionary<string, string> Headers, string Body) Split(string source)
    {
        var end = source.IndexOf("\n\n", StringComparison.Ordinal);
        var (head, body) = end < 0 ? (source, "") : (source[..end], source[(end + 2)..]);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Fold().Replace(head, " ").Split('\n'))
            if (line.Split(": ", 2) is [var name, var value])
                headers.TryAdd(name, Decoded(value));
        return (headers, body);
    }

    static IEnumerable<(string Type, string Text)> TextParts(Dictionary<string, string> headers, string body)
    {
        var type = headers.GetValueOrDefault("Content-Type", "text/plain");
        if (Boundary().Match(type) is { Success: true } boundary)
            return body.Split("--" + boundary.Groups[1].Value)[1..^1].Select(part => Split(part.TrimStart('\n'))).SelectMany(part => TextParts(part.Headers, part.Body));
        return type.StartsWith("text/", StringComparison.Ordinal)
            ? [(type.Split(';')[0], Transferred(body, headers.GetValueOrDefault("Content-Transfer-Encoding", "")))] : [];
    }

    static string Transferred(string body, string encoding) => encoding.ToUpperInvariant() switch
    {
        "BASE64" => Encoding.UTF8.GetString(Convert.FromBase64String(body)),
        "QUOTED-PRINTABLE" => Unquoted(body.Replace("=\n", "", StringComparison.Ordinal)),
        _ => body,
    };

    static string Decoded(string value) => EncodedWord().Replace(BetweenWords().Replace(value, "?==?"), word => word.Groups[1].Value is "B" or "b"
        ? Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[2].Value)) : Unquoted(word.Groups[2].Value.Replace('_', ' ')));

    static string Unquoted(string text) =>
        WebUtility.UrlDecode(text.Replace("%", "%25", StringComparison.Ordinal).Replace("+", "%2B", StringComparison.Ordinal).Replace('=', '%'));

    [GeneratedRegex(@"\n[ \t]+")]
    private static partial Regex Fold();

    [GeneratedRegex(@"boundary=""?([^"";]+)")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"\?=\s+=\?")]
    private static partial Regex BetweenWords();

    [GeneratedRegex(@"=\?utf-8\?([BbQq])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();
}
