using Microsoft.AspNetCore.Razor.TagHelpers;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Shared;

/// <summary><c>&lt;lamp colour="…" ended="…" reason="…"&gt;</c>: a lamp by shape and word, and only then by colour.</summary>
[HtmlTargetElement("lamp", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class LampTagHelper : TagHelper
{
    public Lamp Colour { get; set; }
    public bool Ended { get; set; }

    /// <summary>Tells 待审核 from 待答复; not shown.</summary>
    public string? Reason { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lamp " + Colour.ToString().ToLowerInvariant());
        var mark = Colour.Mark(Ended, Reason);
        output.Content.SetContent($"{mark.Shape} {mark.Word}");
    }
}
