using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>The absolute addresses that mails carry. All of them only show something.</summary>
public sealed class MailLinks(Settings settings) : IFeature
{
    /// <summary>The reader's first page of the day.</summary>
    public string Home => At("/");

    public string Item(long workItemId) => At($"/items/{workItemId}");

    public string Instruction(long id) => At($"/instructions/{id}");

    public string Circular(long id, long unitId) => At($"/circulars/{id}/{unitId}");

    public string Instructions => At("/instructions");
    public string Approvals => At("/approvals");
    public string Requests => At("/requests");
    public string Namings => At("/namings");
    public string Orders => At("/orders");
    public string Notices => At("/notices");
    public string Settings => At("/mail-settings");
    public string Transfers => At("/transfers");

    string At(string path) => new Uri(settings.PublicUrl, path).ToString();
}
