using System.Text;
using System.Text.RegularExpressions;

namespace Tracker.Web.Tests.Platform;

/// <summary>Fills in a form as a browser does: with the token that the page carries.</summary>
public static partial class PostedForms
{
    const string ImportPage = "/notices/import";

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    public static async Task<FormUrlEncodedContent> Form(this HttpClient client, string page, params (string Name, string Value)[] fields)
    {
        var token = await client.TokenOf(page);
        return new(fields.Append(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
    }

    /// <summary>The same with files, each under the name of its field.</summary>
    public static async Task<MultipartFormDataContent> FormWithFiles(
        this HttpClient client, string page, IEnumerable<(string Name, string Value)> fields, params (string Name, string FileName, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Append(("__RequestVerificationToken", await client.TokenOf(page))))
            form.Add(new StringContent(value), name);
        foreach (var (name, fileName, content) in files)
            form.Add(new ByteArrayContent(content), name, fileName);
        return form;
    }

    /// <summary>Sends a notice through the import page.</summary>
    public static async Task<HttpResponseMessage> SendNotice(this HttpClient client, string text, params (string Name, string Value)[] fields)
    {
        using var form = await client.FormWithFiles(ImportPage, fields, ("Notice", "notice.txt", Encoding.UTF8.GetBytes(text)));
        return await client.PostAsync(ImportPage, form);
    }

    static async Task<string> TokenOf(this HttpClient client, string page) => Token().Match(await client.GetStringAsync(page)).Groups[1].Value;
}
