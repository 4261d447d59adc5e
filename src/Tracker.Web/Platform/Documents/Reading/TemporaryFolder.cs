namespace Tracker.Web.Platform.Documents.Reading;

/// <summary>A folder for one reading, gone with all that is in it when that is done.</summary>
sealed class TemporaryFolder : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracker-reading-");

    public string Name => folder.FullName;

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose()
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A killed child may still be letting go of its last file; the system empties the folder for temporary files.
        }
    }
}
