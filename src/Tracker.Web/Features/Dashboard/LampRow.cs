using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Ledger;

namespace Tracker.Web.Features.Dashboard;

/// <summary>How many show each lamp: one row of a table of the overview, and its bar.</summary>
public sealed class LampRow
{
    readonly Dictionary<LampChoice, int> _counts = [];

    public LampRow(IEnumerable<(Lamp Lamp, bool Done, int N)> counts)
    {
        foreach (var (lamp, done, n) in counts)
            _counts[Of(lamp, done)] = this[Of(lamp, done)] + n;
    }

    public int this[LampChoice lamp] => _counts.GetValueOrDefault(lamp);

    public int Total => _counts.Values.Sum();

    /// <summary>The parts of a bar, left to right, in hundredths of its width.</summary>
    public IEnumerable<(LampChoice Lamp, double From, double Width)> Bar()
    {
        var from = 0.0;
        foreach (var lamp in Enum.GetValues<LampChoice>().Where(l => this[l] > 0))
        {
            var width = 100.0 * this[lamp] / Total;
            yield return (lamp, from, width);
            from += width;
        }
    }

    /// <summary>The number with what needs attention: 12（2红1黄).</summary>
    public string InWords()
    {
        var attention = string.Concat(new[] { LampChoice.Red, LampChoice.Yellow, LampChoice.Blue }.Where(l => this[l] > 0)
            .Select(l => $"{this[l]}{Enum.Parse<Lamp>(l.ToString()).Colour()}"));
        return Total == 0 ? "" : attention == "" ? $"{Total}" : $"{Total}（{attention}）";
    }

    static LampChoice Of(Lamp lamp, bool done) => lamp switch
    {
        Lamp.Red => LampChoice.Red,
        Lamp.Yellow => LampChoice.Yellow,
        Lamp.Blue => LampChoice.Blue,
        Lamp.Green => done ? LampChoice.Done : LampChoice.Green,
        Lamp.Grey => LampChoice.Grey,
    };
}
