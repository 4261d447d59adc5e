using Microsoft.AspNetCore.Razor.TagHelpers;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Shared;

/// <summary><c>&lt;said text="…" equal="…"&gt;</c>: what somebody wrote, in his lines; sentences that stand elsewhere too are marked, each with where.</summary>
[HtmlTargetElement("said", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SaidTagHelper : TagHelper
{
    public string Text { get; set; } = "";

    /// <summary>In the order of the text.</summary>
    public IEnumerable<EqualSentence> Equal { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "p";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "said-text");
        var shown = 0;
        foreach (var sentence in Equal)
        {
            output.Content.Append(Text[shown..sentence.Start]);
            shown = sentence.Start + sentence.Length;
            output.Content.AppendHtml("<mark class=\"equal\">").Append(Text[sentence.Start..shown]).AppendHtml("</mark><small class=\"equal\">（")
                .Append(sentence.InWords).AppendHtml("）</small>");
        }
        output.Content.Append(Text[shown..]);
    }
}
