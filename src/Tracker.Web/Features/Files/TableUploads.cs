using System.Security.Cryptography;
using Dapper;
using Tracker.Domain;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Files;

/// <summary>Keeps a table between the page that shows what it would do and the button that does it.</summary>
public sealed class TableUploads(Database database) : IFeature
{
    const string ContentSql = "SELECT content FROM files WHERE region_id = @regionId AND sha256 = @sha256";

    /// <returns>the table's content, and the key under which it is kept</returns>
    /// <exception cref="RuleBroken">no file, too large, or of a kind that is not accepted</exception>
    public async Task<(byte[] Content, string Key)> Keep(int regionId, OfficeMoment at, IFormFile? file)
    {
        if (file is null || file.Length == 0)
            throw new RuleBroken("no-file", "请选择一个文件。");
        if (file.Length > TableFile.MostBytes)
            throw new RuleBroken("file-is-too-large", $"文件超过 {TableFile.MostBytes >> 20} MB，请分成几份。");
        using var content = new MemoryStream();
        await file.CopyToAsync(content);
        var accepted = (await StoredFiles.Accept([new(file.FileName, content.ToArray())])).Single();
        await database.InTransaction(connection => StoredFiles.Store(connection, regionId, accepted, at));
        return (accepted.Content, Convert.ToHexString(accepted.Sha256));
    }

    /// <exception cref="RuleBroken">there is no such table</exception>
    public async Task<byte[]> Content(int regionId, string? key)
    {
        await using var connection = await database.Open();
        var sha256 = key is { Length: 2 * SHA256.HashSizeInBytes } && key.All(char.IsAsciiHexDigit) ? Convert.FromHexString(key) : [];
        return await connection.ExecuteScalarAsync<byte[]?>(ContentSql, new { regionId, sha256 })
            ?? throw new RuleBroken("no-file", "要写入的表已经找不到，请重新上传。");
    }
}
