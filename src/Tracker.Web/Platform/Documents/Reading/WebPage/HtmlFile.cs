using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using Tracker.Domain.Notices;

namespace Tracker.Web.Platform.Documents.Reading.WebPage;

/// <summary>A page as a portal shows it or as Word saves it. Nothing that it links to is fetched.</summary>
sealed partial class HtmlFile : IFileFormat
{
    const int Deepest = 300, MostElements = 250_000;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Of the others a page may have millions, and each would be kept.
    static readonly HashSet<string> Attributes = ["href", "style", "hidden", "role", "colspan", "rowspan", "type", "start", "value", "reversed"];

    public string MediaType => "text/html";

    public bool Knows(ReadOnlySpan<byte> bytes) => Opening().IsMatch(Head(bytes, 4096));

    public IReadOnlyList<Block> Blocks(byte[] bytes, string name)
    {
        var text = Decode(bytes) ?? throw NoticeFile.Unreadable($"{name} 的编码既不是 UTF-8 也不是 GB18030，请在浏览器中打开后另存为 UTF-8 网页。");
        using var page = Parse(text, name);
        if (page.Body is not { } body)
            return [];
        SecrecyMark.Refuse(BlockList.Of(new PageBody(_ => false).Read(body), name), name);
        return BlockList.Of(PageContent.Read(body), name);
    }

    static IHtmlDocument Parse(string text, string name)
    {
        var watch = Stopwatch.StartNew();
        var elements = 0;
        var parser = new HtmlParser(new()
        {
            // One level more than we accept shows that there was more.
            MaximumDepth = Deepest + 1,
            SkipComments = true,
            DisableElementPositionTracking = true,
            ShouldEmitAttribute = (ref StructHtmlToken _, ReadOnlyMemory<char> attribute) => attribute.Length < 10 && Attributes.Contains(attribute.ToString()),
            OnCreated = (_, _) =>
            {
                if (++elements > MostElements || watch.Elapsed > Patience)
                    throw NoticeFile.Unreadable($"{name} 这个网页太大（元素超过 {MostElements / 10_000} 万个，或 {Patience.TotalSeconds} 秒没有读完），不像一份通知，请只保存通知正文后再读。");
            },
        });
        var page = parser.ParseDocument(text);
        if (page.DocumentElement is { } root && IsDeeperThan(root, Deepest))
            throw NoticeFile.Unreadable($"{name} 的内容嵌套超过 {Deepest} 层，不像一份通知，请在浏览器中打开，把正文复制到 Word 后再读。");
        return page;
    }

    static bool IsDeeperThan(IElement element, int levels) => levels == 0 || element.Children.Any(c => IsDeeperThan(c, levels - 1));

    static string Head(ReadOnlySpan<byte> bytes, int length) => Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, length)]).TrimStart('\u00ef', '\u00bb', '\u00bf', '\u00ff', '\u00fe').Replace("\0", "", StringComparison.Ordinal);

    static string? Decode(byte[] bytes) => PlainText.Decode(bytes, Declared().Match(Head(bytes, 4096)) is { Success: true } match ? match.Groups["name"].Value : null);

    [GeneratedRegex(@"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|h1|center|span|style)\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Opening();

    [GeneratedRegex(@"<meta[^>]{0,200}charset\s*=\s*[""']?\s*(?<name>[\w-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Declared();
}
