using Npgsql;
using Tracker.Domain.Notices;
using Tracker.Domain.Units;
using Tracker.Web.Features.Corrections;
using Tracker.Web.Features.Units;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Notices;

/// <summary>试读: what an import would come to. Nothing is stored and nobody is told.</summary>
/// <param name="Unknown">names of units that the registry does not know, each once</param>
/// <param name="Corrects">the notice that the file seems to be another version of</param>
public sealed record Trial(string FileName, ReadNotice Read, DraftPlan Draft, IReadOnlyList<string> Unknown, EarlierNotice? Corrects)
{
    public static async Task<Trial> Of(NpgsqlConnection connection, Actor by, OfficeMoment at, string fileName, ReadNotice read, EarlierNotice? corrects)
    {
        var registry = (await RegionUnits.Load(connection, by.RegionId, at.Today)).Registry;
        var draft = DraftPlan.Of(read);
        return new(fileName, read, draft, [.. draft.Units.Select(u => u.Name).Distinct().Where(name => registry.Resolve(name) is UnknownUnit)], corrects);
    }

    public string Sentence => $"试读 {FileName}：{Draft.Items.Count}项任务，{Draft.Doubts.Count}处存疑"
        + (Unknown.Count > 0 ? $"，{Unknown.Count}个单位名册里没有（{string.Join('、', Unknown)}）" : "") + "。没有保存任何内容，没有通知任何人。";

    public string? CorrectsSentence => Corrects is { } notice ? $"这份文件像是{notice.Sentence}的更正版；正式导入时会列出不同之处，由您决定是否采纳。" : null;

    public IEnumerable<(DraftPlan.Item Item, ItemContent Content, IReadOnlyList<DraftPlan.Doubt> Doubts)> Rows()
    {
        var contents = Draft.Contents();
        return Draft.Items.Select(i => (i, contents[i.Number], (IReadOnlyList<DraftPlan.Doubt>)[.. Draft.Doubts.Where(d => d.Number == i.Number)]));
    }
}
