using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A category's cell and the rows beside it.</summary>
sealed class FlatGroup
{
    public int? Number { get; set; }
    public List<Passage> Title { get; } = [];
    public List<FlatRow> Rows { get; } = [];
}

/// <summary>What stands in a row's unit column, or in several of them.</summary>
sealed class FlatCell(IEnumerable<Passage> first)
{
    /// <summary>A passage for each cell, or for names that only white space parts.</summary>
    public List<Passage> Cells { get; } = [.. first];
    public Passage Words => Passage.Join(Cells);

    /// <summary>How often the cell went on beside a further line.</summary>
    public int Lines { get; private set; } = 1;

    public void GoOn(Passage words)
    {
        Cells[^1] = Passage.Join([Cells[^1], words]);
        Lines++;
    }
}

sealed class FlatRow(int? no, Place place)
{
    public int? No { get; } = no;
    public Place Place { get; } = place;
    public List<Passage> Text { get; } = [];
    public FlatCell? Units { get; set; }
    public LimitTail.Found? Limit { get; set; }
    /// <summary>Whether the limit was printed on the line of the row before.</summary>
    public bool LimitCameEarly { get; set; }
    /// <summary>Whether a further row begins on the line on which this one ends.</summary>
    public bool SharesItsLine { get; set; }
    /// <summary>Whether a cell of an earlier row goes on beside this row.</summary>
    public bool CellRunsPast { get; set; }

    public bool IsClosed => Text.Count > 0 && Text[^1] is { Length: > 0 } last && (Clause.EndsSentence(last[^1]) || last[^1] is '”' or '"' or '）' or ')');
}

/// <summary>Puts the pieces of a flattened table back to rows, line by line.</summary>
sealed class FlatRows(IReadOnlySet<string> knownNames, int? year)
{
    const int LargestGap = 3;
    const int LongestCell = 40;

    readonly Queue<LimitTail.Found> earlyLimits = [];
    FlatGroup group = new();
    FlatRow? row;
    FlatCell? growing;
    FlatCell? earlyCell;

    public List<FlatGroup> Groups { get; } = [];

    public void Add(Line line)
    {
        var pieces = Pieces.Of(line);
        var limits = LimitTail.Take(pieces, year);
        var cells = TakeUnits(pieces, out var goesOn);
        var rowBefore = row;
        for (var i = 0; i < pieces.Count; i++)
            AddPiece(pieces, i, line.Place);
        if (cells.Count > 0)
            AddCells(cells, goesOn, rowBefore);
        foreach (var limit in limits)
            AddLimit(limit);
    }

    IReadOnlyList<Passage> TakeUnits(List<Passage> pieces, out bool goesOn)
    {
        goesOn = pieces.Count > 0 && growing is { Lines: < LongestCell } && OpensRow(pieces[^1]) is null
            && UnitTail.Continues(growing.Words.Text, pieces[^1].Text, knownNames);
        if (goesOn || MayBeginCell(pieces))
        {
            var last = pieces[^1];
            pieces.RemoveAt(pieces.Count - 1);
            return [last];
        }
        return UnitTail.TakeWhole(pieces);
    }

    /// <summary>A line's only piece begins a cell where the text beside it has ended; otherwise it is that text.</summary>
    bool MayBeginCell(List<Passage> pieces) =>
        pieces.Count > 0 && OpensRow(pieces[^1]) is null && OpensCategory(pieces[^1]) is null && UnitTail.ShapeOf(pieces[^1].Text) switch
        {
            UnitShape.Fragment => pieces.Count > 1 || row is null or { IsClosed: true },
            UnitShape.Whole => pieces.Count == 1 && row is { IsClosed: true, Units: null },
            UnitShape.None => false,
        };

    void AddPiece(List<Passage> pieces, int i, Place place)
    {
        var (piece, next) = (pieces[i], i + 1 < pieces.Count ? OpensRow(pieces[i + 1]) : null);
        if (OpensCategory(piece) is { } category)
            BeginTitle(category.Number, piece[category.Length..]);
        else if (OpensRow(piece) is { } mark)
            BeginRow(mark.Number, piece[mark.Length..], place);
        else if (row is { IsClosed: false })
            row.Text.Add(piece);
        else if (i == 0 && next is { } following)
            AddTitle(piece, following.Number);
        else if (group.Title.Count > 0 && group.Rows.Count == 0)
            BeginRow(null, piece, place);
        else
            AddLoose(piece, place);
    }

    static Mark? OpensCategory(Passage piece) => Mark.At(piece.Text, 0) is { Style: MarkStyle.Han or MarkStyle.HanInBrackets or MarkStyle.Part } mark && mark.Length < piece.Length ? mark : null;

    /// <summary>A row's number restarts at 1 or goes on from the row before; other numbers stand in sentences.</summary>
    Mark? OpensRow(Passage piece) =>
        Mark.At(piece.Text, 0) is { Style: MarkStyle.Digit or MarkStyle.DigitInBrackets } mark
        && (mark.Number == 1 || row?.No is not { } last || mark.Number > last && mark.Number <= last + LargestGap)
            ? mark
            : null;

    void BeginTitle(int number, Passage title)
    {
        if (group.Number is not null || group.Title.Count > 0)
            BeginGroup();
        group.Number = number;
        if (title.Length > 0)
            group.Title.Add(title);
    }

    void BeginGroup()
    {
        group = new();
        row = null;
    }

    void BeginRow(int? number, Passage text, Place place)
    {
        if (number is 1 && group.Rows.Count > 0)
            BeginGroup();
        if (row is not null && Groups.Count > 0 && Groups[^1].Rows.LastOrDefault() is { } before)
            before.SharesItsLine = before.Place == place || before.SharesItsLine;
        if (Groups.Count == 0 || Groups[^1] != group)
            Groups.Add(group);
        row = new(number, place) { Units = earlyCell };
        earlyCell = null;
        if (earlyLimits.TryDequeue(out var limit))
            (row.Limit, row.LimitCameEarly) = (limit, true);
        if (text.Length > 0)
            row.Text.Add(text);
        group.Rows.Add(row);
    }

    /// <summary>A piece in front of a row's number, behind a row that has ended: the category's cell beside them.</summary>
    void AddTitle(Passage piece, int following)
    {
        if (following == 1 && group.Rows.Count > 0)
            BeginGroup();
        group.Title.Add(piece);
    }

    void AddLoose(Passage piece, Place place)
    {
        if (row is not null)
            row.Text.Add(piece);
        else
            BeginRow(null, piece, place);
    }

    void AddCells(IReadOnlyList<Passage> cells, bool goesOn, FlatRow? rowBefore)
    {
        if (goesOn)
        {
            growing!.GoOn(cells[0]);
            if (row != rowBefore && row?.Units != growing && row is not null)
                row.CellRunsPast = true;
            return;
        }
        growing = new(cells);
        if (row is { Units: null })
            row.Units = growing;
        else
            earlyCell = growing;
    }

    void AddLimit(LimitTail.Found limit)
    {
        if (row is { Limit: null })
            row.Limit = limit;
        else
            earlyLimits.Enqueue(limit);
    }
}
