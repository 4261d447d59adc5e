using System.Security.Cryptography;
using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Files;

/// <summary>A file as it was sent, before anything was looked at.</summary>
/// <param name="Name">what the sender calls it; told nothing about its kind</param>
public sealed record UploadedFile(string Name, byte[] Content);

/// <summary>A file that may be stored: of an accepted kind, without a mark of secrecy.</summary>
public sealed record AcceptedFile(string Name, string MediaType, byte[] Sha256, byte[] Content);

/// <summary>Takes files in, each once by its content.</summary>
public static class StoredFiles
{
    const string StoreSql = """
        INSERT INTO files (region_id, sha256, content, media_type, stored_at) VALUES (@regionId, @Sha256, @Content, @MediaType, @now)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Looks at files before a transaction is opened for them.</summary>
    /// <exception cref="RuleBroken">one of them is not accepted; none is stored</exception>
    public static async Task<IReadOnlyList<AcceptedFile>> Accept(IEnumerable<UploadedFile> files)
    {
        var accepted = new List<AcceptedFile>();
        foreach (var file in files)
        {
            var mediaType = FileType.Of(file.Name, file.Content);
            if ((await FileHead.Of(mediaType, file.Content)).Any(SecrecyMark.IsIn))
                throw new RuleBroken("classified-file", $"文件“{file.Name}”的首部有密级标志。本系统为非涉密系统，不得上传涉密文件；文件没有保存。");
            accepted.Add(new(FileType.SafeName(file.Name, mediaType), mediaType, SHA256.HashData(file.Content), file.Content));
        }
        return accepted;
    }

    /// <summary>Stores the bytes; the same bytes a second time change nothing.</summary>
    public static Task Store(NpgsqlConnection connection, int regionId, AcceptedFile file, OfficeMoment at) =>
        connection.ExecuteAsync(StoreSql, new { regionId, file.Sha256, file.Content, file.MediaType, now = at.Now });
}
