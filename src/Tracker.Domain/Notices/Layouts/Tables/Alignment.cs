namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>Where a cell may stand in its row.</summary>
/// <param name="Text">its words without white space</param>
/// <param name="MayOpen">whether a row may begin with it</param>
/// <param name="MustOpen">whether a row must begin with it</param>
/// <param name="MayGoOn">whether it may be a further line of the cell before it</param>
readonly record struct LooseCell(string Text, bool MayOpen, bool MustOpen, bool MayGoOn);

/// <param name="Column">the number of columns stands for a heading across the table</param>
/// <param name="Certain">whether no other column fits nearly as well</param>
/// <param name="Fit">how badly its words fit the column</param>
readonly record struct AlignedCell(int Column, bool OpensRow, bool GoesOn, bool Certain, double Fit);

/// <summary>
/// Gives cells that follow each other to columns, where rows may lack some: the cheapest way through all of them, each cell
/// by how well its words fit the column, each column left out by how seldom that happens.
/// </summary>
sealed class Alignment
{
    const double NewRow = 0.3;
    const double Margin = 1;

    readonly IReadOnlyList<LooseCell> cells;
    readonly IReadOnlyList<Column?> columns;
    readonly int section;
    readonly double[,] fit;
    readonly double[,] further;
    // What the columns before a column cost when a row leaves all of them out.
    readonly double[] skipped;
    readonly double[,] ahead;
    readonly double[,] behind;
    readonly (int Column, Step Step)[,] from;

    enum Step { First, Right, Down, Further }

    Alignment(IReadOnlyList<LooseCell> cells, IReadOnlyList<Column?> columns)
    {
        (this.cells, this.columns, section) = (cells, columns, columns.Count);
        fit = new double[cells.Count, section + 1];
        (ahead, behind, from) = (new double[cells.Count, section + 1], new double[cells.Count, section + 1], new (int, Step)[cells.Count, section + 1]);
        further = new double[cells.Count, section];
        var hasCategories = columns.Contains(Column.Category);
        CellFit? before = null;
        for (var i = 0; i < cells.Count; i++)
        {
            var words = new CellFit(cells[i].Text);
            for (var column = 0; column < section; column++)
            {
                fit[i, column] = words.In(columns[column]);
                further[i, column] = cells[i].MayGoOn && before is { Text.Length: > 0 } ? words.ToGoOn(columns[column], before) + fit[i, column] / 2 : double.PositiveInfinity;
            }
            fit[i, section] = words.AsSection + (hasCategories ? 2 : 0);
            before = words;
        }
        skipped = new double[section + 2];
        for (var column = 0; column < section; column++)
            skipped[column + 1] = skipped[column] + LeavingOut(columns[column]);
        skipped[section + 1] = skipped[section];
    }

    public static IReadOnlyList<AlignedCell> Of(IReadOnlyList<LooseCell> cells, IReadOnlyList<Column?> columns)
    {
        if (cells.Count == 0)
            return [];
        var alignment = new Alignment(cells, columns);
        alignment.GoForward();
        alignment.GoBack();
        return alignment.Best();
    }

    static double LeavingOut(Column? column) => column switch
    {
        Column.Number => 2.5,
        Column.Category => 0.2,
        Column.Task or Column.Requirement => 5,
        Column.Aim => 2,
        Column.Units or Column.Lead => 1.5,
        Column.Support => 0.8,
        Column.Limit => 1.2,
        Column.Leader => 1,
        Column.Remarks => 0.1,
        Column.Ignored or null => 0.6,
    };

    double Before(int column) => column == section ? 0 : skipped[column];
    double After(int column) => column == section ? 0 : skipped[section] - skipped[column + 1];

    void GoForward()
    {
        for (var to = 0; to <= section; to++)
            (ahead[0, to], from[0, to]) = (NewRow + Before(to) + fit[0, to], (-1, Step.First));
        for (var i = 1; i < cells.Count; i++)
            for (var to = 0; to <= section; to++)
            {
                var (best, way) = (double.PositiveInfinity, (0, Step.Right));
                for (var prior = 0; prior <= section; prior++)
                    foreach (var step in (ReadOnlySpan<Step>)[Step.Right, Step.Down, Step.Further])
                        if (ahead[i - 1, prior] + CostOf(step, i, prior, to) is var cost && cost < best)
                            (best, way) = (cost, (prior, step));
                (ahead[i, to], from[i, to]) = (best, way);
            }
    }

    void GoBack()
    {
        for (var column = 0; column <= section; column++)
            behind[cells.Count - 1, column] = After(column);
        for (var i = cells.Count - 1; i > 0; i--)
            for (var prior = 0; prior <= section; prior++)
            {
                var best = double.PositiveInfinity;
                for (var to = 0; to <= section; to++)
                    foreach (var step in (ReadOnlySpan<Step>)[Step.Right, Step.Down, Step.Further])
                        best = Math.Min(best, CostOf(step, i, prior, to) + behind[i, to]);
                behind[i - 1, prior] = best;
            }
    }

    /// <summary>What it costs that cell <paramref name="i"/> stands in column <paramref name="to"/> and the one before it in <paramref name="prior"/>.</summary>
    double CostOf(Step step, int i, int prior, int to) => step switch
    {
        Step.Right => prior < to && to < section && !cells[i].MustOpen ? skipped[to] - skipped[prior + 1] + fit[i, to] : double.PositiveInfinity,
        Step.Down => cells[i].MayOpen ? After(prior) + NewRow + Before(to) + fit[i, to] : double.PositiveInfinity,
        Step.Further => prior == to && to < section ? further[i, to] : double.PositiveInfinity,
        Step.First => double.PositiveInfinity,
    };

    List<AlignedCell> Best()
    {
        var last = cells.Count - 1;
        var column = Enumerable.Range(0, section + 1).MinBy(c => ahead[last, c] + behind[last, c]);
        var total = ahead[last, column] + behind[last, column];
        var aligned = new List<AlignedCell>();
        for (var i = last; i >= 0; i--)
        {
            var (prior, step) = from[i, column];
            var certain = true;
            for (var other = 0; other <= section; other++)
                certain &= other == column || ahead[i, other] + behind[i, other] - total >= Margin;
            aligned.Add(new(column, step is Step.First or Step.Down, step is Step.Further, certain, fit[i, column]));
            column = prior;
        }
        aligned.Reverse();
        return aligned;
    }
}
