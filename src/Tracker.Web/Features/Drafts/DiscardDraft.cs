using Dapper;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Drafts;

/// <summary>不用草稿: a person drops what he himself was writing; a colleague's draft is not his to drop.</summary>
public sealed class DiscardDraft(Database database) : IFeature
{
    const string Sql = "DELETE FROM report_drafts WHERE region_id = @RegionId AND assignment_id = @assignmentId AND person_id = @PersonId";

    public async Task Run(Actor by, long assignmentId)
    {
        await using var connection = await database.Open();
        await connection.ExecuteAsync(Sql, new { by.RegionId, by.PersonId, assignmentId });
    }
}
