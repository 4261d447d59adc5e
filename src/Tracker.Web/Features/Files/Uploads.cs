using Tracker.Domain;

namespace Tracker.Web.Features.Files;

/// <summary>Reads what a browser sent along with a form.</summary>
public static class Uploads
{
    /// <summary>Told beside every field for files.</summary>
    public const string Accepted = "PDF、Word、Excel、PowerPoint、OFD、JPG、PNG、TXT、CSV，每个不超过25 MB。";

    /// <exception cref="RuleBroken">one is too large; none was read</exception>
    public static async Task<IReadOnlyList<UploadedFile>> Read(IReadOnlyList<IFormFile> files)
    {
        if (files.FirstOrDefault(f => f.Length > FileType.MostBytes) is { } large)
            throw new RuleBroken("file-is-too-large", $"文件“{large.FileName}”超过25 MB，请压缩或拆分后再传。");
        var uploaded = new List<UploadedFile>();
        foreach (var file in files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content);
            uploaded.Add(new(file.FileName, content.ToArray()));
        }
        return uploaded;
    }
}
