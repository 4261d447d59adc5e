using Tracker.Web.Platform;

namespace Tracker.Web.Features.RollUps;

/// <summary>Keeps the office's text of a category or of the plan.</summary>
public sealed class SaveMergedText(Database database, EventLog events) : IFeature
{
    /// <param name="version">that the form has shown; 0 for none</param>
    /// <exception cref="Domain.RuleBroken">no coordinator, no such category or checkpoint, or somebody saved in between</exception>
    public Task Run(Actor by, OfficeMoment at, MergedPlace place, string text, int version) => database.InTransaction(connection =>
        MergedTexts.Save(connection, events, by, at, place, text, version, [], nameof(SaveMergedText), "修改"));
}
