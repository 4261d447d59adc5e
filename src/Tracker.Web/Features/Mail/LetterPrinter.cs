using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>Turns letters into the HTML that goes out.</summary>
public sealed class LetterPrinter(IServiceProvider services, ILoggerFactory loggers) : IFeature
{
    /// <param name="recipient">how the reader is addressed</param>
    public Task<string> ToHtml(Letter letter, string recipient, string signature)
    {
        var renderer = new HtmlRenderer(services, loggers);
        return renderer.Dispatcher.InvokeAsync(async () =>
        {
            await using (renderer)
            {
                var parameters = new Dictionary<string, object?> { ["Letter"] = letter, ["Recipient"] = recipient, ["Signature"] = signature };
                return (await renderer.RenderComponentAsync<LetterHtml>(ParameterView.FromDictionary(parameters))).ToHtmlString();
            }
        });
    }
}
