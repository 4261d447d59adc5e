using Tracker.Domain.Notices.Layouts.Tables;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A category's cell and the rows beside it.</summary>
sealed class FlatGroup
{
    public (MarkStyle Style, int Number)? Number { get; set; }
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

    /// <param name="words">what goes on with the last cells, in their order</param>
    public void GoOn(IReadOnlyList<Passage> words)
    {
        for (var i = 1; i <= words.Count; i++)
            Cells[^i] = Passage.Join([Cells[^i], words[^i]]);
        Lines++;
    }
}

sealed class FlatRow(int? no, Place place)
{
    public int? No { get; set; } = no;
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
    /// <summary>What makes some of its fields unsure.</summary>
    public (string Reason, TaskField[] Fields)? Trouble { get; set; }

    public bool IsClosed => Text.Count > 0 && Text[^1] is { Length: > 0 } last && (Clause.EndsSentence(last[^1]) || last[^1] is '”' or '"' or '）' or ')');
}

/// <summary>Puts the pieces of a flattened table back to rows, line by line.</summary>
sealed class FlatRows(FlatColumns columns, UnitTail tail, IReadOnlySet<string> knownNames)
{
    const int LargestGap = 3;
    const int LongestCell = 40;
    const int LongestRemark = 12;
    const int LongestName = 8;

    readonly Queue<LimitTail.Found> earlyLimits = [];
    FlatGroup group = new();
    FlatRow? row;
    FlatCell? growing;
    FlatCell? earlyCell;
    // Numbers stand beside the middle of their rows, so a sentence that begins behind a row's end opens the next.
    bool numbersComeLate;

    public List<FlatGroup> Groups { get; } = [];

    public void Add(Line line)
    {
        var pieces = Pieces.Of(line);
        TakeRemarks(pieces);
        var limits = columns.UnitsComeLast ? [] : LimitTail.Take(pieces, row?.Limit);
        TakePersons(pieces);
        var open = growing?.Cells[^1].Text ?? "";
        var cells = TakeUnits(pieces, limits.Count > 0, out var goesOn);
        var joinsAName = goesOn && tail.JoinsAName(open, cells[^1].Text, knownNames);
        if (columns.UnitsComeLast)
            limits = LimitTail.Take(pieces, row?.Limit);
        var rowBefore = row;
        for (var i = TakeFront(pieces, line.Place); i < pieces.Count; i++)
            AddPiece(pieces, i, line.Place);
        if (cells.Count > 0)
            AddCells(cells, goesOn, joinsAName, rowBefore);
        foreach (var limit in limits)
            AddLimit(limit);
    }

    /// <summary>Words behind a unit or a limit are those of the last column, which says nothing of the task.</summary>
    void TakeRemarks(List<Passage> pieces)
    {
        if (columns.EndsWithRemarks && pieces.Count > 2 && !IsOfACell(pieces[^1].Text) && IsOfACell(pieces[^2].Text) && pieces[^1].Length <= LongestRemark)
            pieces.RemoveAt(pieces.Count - 1);
    }

    bool IsOfACell(string text) => CellWords.IsLimit(text) || Persons.IsOne(text) || tail.ShapeOf(text) is not UnitShape.None;

    /// <summary>Persons stand among the units and limits at the line's end.</summary>
    void TakePersons(List<Passage> pieces)
    {
        for (var i = pieces.Count - 1; columns.HasLeaders && i > 0 && IsOfACell(pieces[i].Text); i--)
            if (Persons.Are(pieces[i].Text) && !CellWords.IsLimit(pieces[i].Text))
                pieces.RemoveAt(i);
    }

    IReadOnlyList<Passage> TakeUnits(List<Passage> pieces, bool besideLimit, out bool goesOn)
    {
        goesOn = pieces.Count > 0 && growing is { Lines: < LongestCell } && OpensRow(pieces, pieces.Count - 1) is null && GoesOn(growing.Cells[^1].Text, pieces[^1].Text, pieces);
        if (columns.UnitsComeLast && !goesOn && pieces.FindLastIndex(p => CellWords.IsLimit(p.Text)) is > 0 and var limit && limit < pieces.Count - 1)
            return Take(pieces, pieces.Count - 1 - limit);
        if (goesOn || MayBeginCell(pieces, besideLimit))
            return Take(pieces, (goesOn ? GoesOnTwice(pieces) : BeginsTwice(pieces)) ? 2 : 1);
        var whole = tail.TakeWhole(pieces);
        return whole.Count == 1 && BeginsTwice(pieces, 1) && OpensRow(pieces, pieces.Count - 1) is null ? [.. Take(pieces, 1), .. whole] : whole;
    }

    /// <summary>Beside a new row only an unfinished cell goes on, or one that makes a name of the table with the piece.</summary>
    bool GoesOn(string open, string piece, List<Passage> pieces) =>
        tail.Continues(open, piece, knownNames)
        && (!OpensAnyRow(pieces) || tail.JoinsAName(open, piece, knownNames) || tail.ShapeOf(open) is not UnitShape.Whole && !tail.BeginsWithAName(piece, knownNames));

    bool OpensAnyRow(List<Passage> pieces) =>
        columns.HasNumbers && BareNumber(pieces[0]) is not null || Enumerable.Range(0, pieces.Count).Any(i => OpensRow(pieces, i) is not null);

    /// <summary>Where units have two columns, what stands before a unit cell is one too if it is as short as a name and its letters.</summary>
    /// <param name="behind">how many cells are taken already</param>
    bool BeginsTwice(List<Passage> pieces, int behind = 0) =>
        columns.Units.Count == 2 && pieces.Count > 2 - behind && IsPartOfAName(pieces[behind == 0 ? ^2 : ^1]);

    static bool IsPartOfAName(Passage piece) => piece.Length is > 1 and <= LongestName && piece.Text.All(c => c is >= '\u3400' and <= '\u9fff' or '、');

    static List<Passage> Take(List<Passage> pieces, int count)
    {
        var taken = pieces[^count..];
        pieces.RemoveRange(pieces.Count - count, count);
        return taken;
    }

    /// <summary>Two columns of units may both go on beside the same line.</summary>
    bool GoesOnTwice(List<Passage> pieces) =>
        growing is { Cells.Count: > 1 } && pieces.Count > 1 && !Clause.EndsSentence(pieces[^2][^1]) && tail.Continues(growing.Cells[^2].Text, pieces[^2].Text, knownNames);

    /// <summary>A number that is a cell of its own, and a category beside it; gives how many pieces were read.</summary>
    int TakeFront(List<Passage> pieces, Place place)
    {
        if (!columns.HasNumbers || pieces.Count == 0)
            return 0;
        var isTitle = columns.NumbersComeFirst && pieces.Count > 2 && CellFit.Cost(Column.Category, pieces[1].Text) <= 0.5;
        if (isTitle && Mark.At(pieces[2].Text, 0) is { Number: 1 } && CellWords.NumberIn(pieces[0].Text) is { } counted)
        {
            BeginTitle((Numbers.StyleOf(pieces[0].Text), counted), pieces[1]);
            return 2;
        }
        if (BareNumber(pieces[0]) is not { } number)
            return 0;
        if (row is { IsClosed: false, No: null })
        {
            (row.No, numbersComeLate) = (number, true);
            row.Trouble = ("序号印在任务文字中间，行的起止按句号推断", [TaskField.Text, TaskField.Units, TaskField.TimeLimit]);
            return 1;
        }
        if (isTitle)
        {
            BeginTitle(null, pieces[1]);
            BeginRow(number, Passage.Empty, place);
            row!.Trouble = ("类别与任务文字之间只有空格，分不清从哪里开始", [TaskField.Text, TaskField.Category]);
            return 2;
        }
        BeginRow(number, Passage.Empty, place);
        return 1;
    }

    /// <summary>Digits alone that go on from the row before.</summary>
    int? BareNumber(Passage piece) =>
        piece.Text.All(HanNumber.IsDigit) && CellWords.NumberIn(piece.Text) is { } number && (number == 1 || row?.No is not { } last || number > last && number <= last + LargestGap) ? number : null;

    /// <summary>A line's only piece begins a cell where the text beside it has ended; otherwise it is that text.</summary>
    bool MayBeginCell(List<Passage> pieces, bool besideLimit) =>
        pieces.Count > 0 && OpensRow(pieces, pieces.Count - 1) is null && OpensCategory(pieces[^1]) is null && tail.ShapeOf(pieces[^1].Text) switch
        {
            UnitShape.Fragment => pieces.Count > 1 || row is null or { IsClosed: true } && UnitTail.NamesAUnit(pieces[^1]),
            UnitShape.Whole => pieces.Count == 1 && row is { IsClosed: true, Units: null },
            // What stands between the words and a limit is a name whose end is on the next line.
            UnitShape.None => besideLimit && pieces.Count > 1 && IsPartOfAName(pieces[^1]),
        };

    void AddPiece(List<Passage> pieces, int i, Place place)
    {
        var (piece, next) = (pieces[i], i + 1 < pieces.Count ? OpensRow(pieces, i + 1) : null);
        if (OpensCategory(piece) is { } category)
            BeginTitle((MarkStyle.Han, category.Number), piece[category.Length..]);
        else if (OpensRow(pieces, i) is { } mark)
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

    /// <summary>A row's number restarts at 1 or goes on from the row before; other numbers stand in sentences. One of a column of its own may stand behind the category.</summary>
    Mark? OpensRow(List<Passage> pieces, int at) =>
        Mark.At(pieces[at].Text, 0) is { Style: MarkStyle.Digit or MarkStyle.DigitInBrackets } mark
        && (mark.Number == 1 || row?.No is not { } last || mark.Number > last && mark.Number <= last + LargestGap)
            ? mark
        : columns.HasNumbers && at == 1 && OpensCategory(pieces[0]) is not null && BareNumber(pieces[1]) is { } number ? new(MarkStyle.Digit, number, pieces[1].Length) : null;

    void BeginTitle((MarkStyle, int)? number, Passage title)
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
        if (row is null || numbersComeLate && row.IsClosed)
            BeginRow(null, piece, place);
        else
            row.Text.Add(piece);
    }

    void AddCells(IReadOnlyList<Passage> cells, bool goesOn, bool joinsAName, FlatRow? rowBefore)
    {
        if (goesOn)
        {
            growing!.GoOn(cells);
            if (row != rowBefore && row?.Units != growing && row is not null)
                row.CellRunsPast = true;
            if (row != rowBefore && rowBefore is not null && !joinsAName)
                rowBefore.Trouble ??= ("责任单位延续到下一行旁边，可能混入了下一行的单位", [TaskField.Units]);
            return;
        }
        growing = new(cells);
        if (row is { Units: null, Limit: not null, LimitCameEarly: false })
            row.Trouble ??= ("责任单位比时限晚一行才开始，前面的字可能缺失或混入任务文字", [TaskField.Text, TaskField.Units]);
        if (row is { Units: null })
            row.Units = growing;
        else
            earlyCell = growing;
    }

    void AddLimit(LimitTail.Found limit)
    {
        if (row is { Limit: { } open } && LimitTail.Joined(open, limit) is { } whole)
            row.Limit = whole;
        else if (row is { Limit: null })
            row.Limit = limit;
        else
            earlyLimits.Enqueue(limit);
    }
}
