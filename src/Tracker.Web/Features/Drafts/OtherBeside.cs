namespace Tracker.Web.Features.Drafts;

/// <summary>Another's version beside what stands in the form.</summary>
/// <param name="Use">where the form goes to take it over; the version is sent as <c>use</c></param>
/// <param name="Line">before the version, where the form holds several: 7/</param>
public sealed record OtherBeside(OtherVersion Other, ReportContent Mine, string Use, string Line)
{
    /// <summary>What differs, under its name on screen.</summary>
    public IEnumerable<(string Name, string Theirs, string Mine)> Differences => Other.Content.Words.Zip(Mine.Words, (theirs, mine) => (theirs.Name, theirs.Said, mine.Said))
        .Append(("次数", Other.Content.CountsInWords, Mine.CountsInWords)).Append(("数据", Other.Content.FiguresInWords, Mine.FiguresInWords)).Where(d => d.Item2.Trim().ReplaceLineEndings() != d.Item3.Trim().ReplaceLineEndings());
}
