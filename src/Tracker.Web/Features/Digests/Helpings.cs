namespace Tracker.Web.Features.Digests;

/// <summary>The readers of a morning in helpings: all that is told to one of them fits into memory, however much the morning brings.</summary>
public static class Helpings
{
    // A unit that has more than these alone gets a helping of its own.
    const int Rows = 50_000;

    /// <param name="readers">those of one person stay together</param>
    /// <param name="rowsOf">how many rows there are to tell of a unit; told to several, they are read once</param>
    public static IEnumerable<IReadOnlyList<LiaisonQueries.Reader>> Of(IEnumerable<LiaisonQueries.Reader> readers, Func<long, int> rowsOf)
    {
        var (helping, units, rows) = (new List<LiaisonQueries.Reader>(), new HashSet<long>(), 0);
        foreach (var person in readers.GroupBy(r => r.PersonId).OrderBy(p => p.First().UnitId))
        {
            var more = person.Where(r => !units.Contains(r.UnitId)).Sum(r => rowsOf(r.UnitId));
            if (rows > 0 && more > 0 && rows + more > Rows)
            {
                yield return helping;
                (helping, units, rows, more) = ([], [], 0, person.Sum(r => rowsOf(r.UnitId)));
            }
            helping.AddRange(person);
            units.UnionWith(person.Select(r => r.UnitId));
            rows += more;
        }
        if (helping.Count > 0)
            yield return helping;
    }
}
