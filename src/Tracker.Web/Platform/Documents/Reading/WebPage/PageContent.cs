using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Tracker.Web.Platform.Documents.Reading.WebPage;

/// <summary>
/// Finds the paper on a portal's page. Its container is the smallest that holds all whole sentences; of what stands before it
/// only titles and the portal's record of the paper are kept, of what stands behind nothing. Inside, bars of links are dropped.
/// </summary>
sealed partial class PageContent
{
    // A remark of the site (本站建议使用……浏览。) must not drag the whole page in.
    const int StraySentences = 80;
    const int ShortestSentence = 12;

    /// <param name="Sentences">characters of whole sentences</param>
    /// <param name="Links">how many links lead elsewhere</param>
    readonly record struct Weight(int Text, int Linked, int Links, int Sentences)
    {
        public static Weight operator +(Weight a, Weight b) => new(a.Text + b.Text, a.Linked + b.Linked, a.Links + b.Links, a.Sentences + b.Sentences);

        public bool IsLinkBar => Links >= 3 && Linked * 5 > Text * 3;
    }

    readonly Dictionary<IElement, Weight> weights = [];

    public static IReadOnlyList<Matter> Read(IElement body)
    {
        var page = new PageContent();
        page.Weigh(body);
        var container = page.ContainerIn(body);
        var notAbove = Behind(container, body).Append(container).ToHashSet();
        var above = container == body ? [] : new PageBody(e => notAbove.Contains(e) || page.IsFurniture(e)).Read(body);
        return [.. AboutThePaper(above), .. new PageBody(page.IsFurniture).Read(container)];
    }

    static IEnumerable<Matter> AboutThePaper(IEnumerable<Matter> above) => above.SelectMany(m => m switch
    {
        Table table when PortalRecord.Read(table) is null => AboutThePaper(table.Cells.SelectMany(c => c.Content)),
        Paragraph { Text: var text } when !AboutPaper().IsMatch(text) || text.Length >= 200 => [],
        _ => [m],
    });

    static IEnumerable<IElement> Behind(IElement element, IElement within)
    {
        for (var inner = element; inner != within && inner is not null; inner = inner.ParentElement)
            for (var next = inner.NextElementSibling; next is not null; next = next.NextElementSibling)
                yield return next;
    }

    Weight Weigh(IElement element)
    {
        var weight = new Weight();
        foreach (var node in element.ChildNodes)
            if (node is IText text)
                weight += Of(text.Data);
            else if (node is IElement child && PageBody.IsSeen(child))
                weight += Weigh(child);
        if (element.LocalName is "a" && element.GetAttribute("href") is { Length: > 0 } href && !href.StartsWith('#'))
            weight = new(weight.Text, weight.Text, 1, 0);
        return weights[element] = weight;
    }

    static Weight Of(string text)
    {
        var length = text.Count(c => !char.IsWhiteSpace(c));
        return new(length, 0, 0, length >= ShortestSentence && text.AsSpan().IndexOfAny("，。；、") >= 0 && !Imprint().IsMatch(text) ? length : 0);
    }

    IElement ContainerIn(IElement body)
    {
        var (container, inner) = (body, body);
        while (inner.Children.Where(weights.ContainsKey).MaxBy(c => weights[c].Sentences) is { } heaviest
            && weights[heaviest].Sentences > StraySentences && weights[inner].Sentences - weights[heaviest].Sentences <= StraySentences
            && !inner.Children.Any(c => c != heaviest && weights.ContainsKey(c) && HoldsLetter(c)))
        {
            inner = heaviest;
            if (IsContainer(inner))
                container = inner;
        }
        return container;
    }

    // A paper of one paragraph or one table is not looked into; a cell that arranges the page holds blocks.
    static bool IsContainer(IElement element) => element.LocalName is "div" or "section" or "article" or "main" or "form" or "center" or "span" or "font"
        || element.LocalName is "td" && element.Children.Count(c => c.LocalName is "div" or "p" or "table") > 2;

    /// <summary>A short covering letter beside a long plan.</summary>
    bool HoldsLetter(IElement element) => !weights[element].IsLinkBar && element.Descendants<IText>().Any(t => AddressedTo().IsMatch(t.Data));

    bool IsFurniture(IElement element) => element.LocalName is "nav" or "footer"
        || element.GetAttribute("role") is "navigation" or "contentinfo" or "search"
        || weights.TryGetValue(element, out var weight) && weight.IsLinkBar
        || element.Children.Length == 0 && Imprint().IsMatch(element.TextContent);

    [GeneratedRegex("版权所有|ICP备|公网安备|网站标识码|Copyright|©|技术支持[：:]|建议使用.{0,30}浏览", RegexOptions.IgnoreCase)]
    private static partial Regex Imprint();

    [GeneratedRegex(@"^\s*各[^。]{2,100}[：:]\s*$")]
    private static partial Regex AddressedTo();

    [GeneratedRegex("的(?:通知|意见|决定|通报|函|公告|批复|方案)》?\\s*$|[〔\\[［]20\\d\\d[〕\\]］]|(?:索引号|文\\s*号|发文字号|发文机关|发布机构|发布日期|发布时间|发文日期|成文日期|公开日期|来\\s*源)\\s*[:：]")]
    private static partial Regex AboutPaper();
}
