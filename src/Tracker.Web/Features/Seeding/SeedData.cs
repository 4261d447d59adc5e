using System.Reflection;

namespace Tracker.Web.Features.Seeding;

/// <summary>The files of seed-data, as they travel inside the program.</summary>
public static class SeedData
{
    /// <param name="path">below seed-data, such as <c>units/xizang.csv</c></param>
    public static string Text(string path)
    {
        using var reader = new StreamReader(Open(path));
        return reader.ReadToEnd();
    }

    public static byte[] Bytes(string path)
    {
        using var bytes = new MemoryStream();
        using (var file = Open(path))
            file.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static Stream Open(string path) => Assembly.GetExecutingAssembly().GetManifestResourceStream("seed-data/" + path)
        ?? throw new FileNotFoundException($"seed-data/{path}");
}
