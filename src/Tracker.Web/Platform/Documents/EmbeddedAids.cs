using System.Reflection;
using System.Text;
using Tracker.Domain.Notices;
using Tracker.Domain.Notices.Words;

namespace Tracker.Web.Platform.Documents;

/// <summary>The reading aids that the program carries: the opencc tables, if npm was there when it was built.</summary>
public static class EmbeddedAids
{
    // Phrases before characters, so that 乾隆 keeps its 乾.
    static readonly string[] Tables = ["opencc/TSPhrases.txt", "opencc/TSCharacters.txt"];

    static readonly Lazy<Simplifier?> Simplifier = new(Load);

    /// <param name="unitNames">names of the region's registry, as a hint; none is needed</param>
    public static ReadingAids With(IReadOnlySet<string> unitNames) => new(Simplifier.Value, unitNames);

    public static ReadingAids Alone => With(ReadingAids.None.UnitNames);

    static Simplifier? Load()
    {
        var streams = Tables.Select(Assembly.GetExecutingAssembly().GetManifestResourceStream).OfType<Stream>().ToList();
        if (streams.Count < Tables.Length)
            return null;
        var readers = streams.ConvertAll(s => new StreamReader(s, Encoding.UTF8));
        try
        {
            return Domain.Notices.Words.Simplifier.From(readers);
        }
        finally
        {
            readers.ForEach(r => r.Dispose());
        }
    }
}
