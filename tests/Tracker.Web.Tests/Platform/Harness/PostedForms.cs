using System.Text.RegularExpressions;

namespace Tracker.Web.Tests.Platform;

/// <summary>Fills in a form as a browser does: with the token that the page carries.</summary>
public static partial class PostedForms
{
    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    public static async Task<FormUrlEncodedContent> Form(this HttpClient client, string page, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await client.GetStringAsync(page)).Groups[1].Value;
        return new(fields.Append(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
    }
}
