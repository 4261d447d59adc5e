namespace Tracker.Web.Platform.Documents.Reading.Pdf;

/// <summary>A rectangle on a page, in points from its upper left corner.</summary>
readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    public double Height => Bottom - Top;
    public double Middle => (Top + Bottom) / 2;
    public double Centre => (Left + Right) / 2;

    public bool Holds(Box other) => other.Centre >= Left && other.Centre <= Right && other.Middle >= Top && other.Middle <= Bottom;

    public Box With(Box other) => new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));
}

/// <summary>Characters without a gap between them.</summary>
sealed record PdfWord(Box Box, string Text);

/// <summary>A straight stroke: across at the height <paramref name="At"/>, or down at the distance <paramref name="At"/> from the left.</summary>
readonly record struct Ruling(bool IsAcross, double At, double From, double To);

sealed record PdfPage(int Number, Box Box, IReadOnlyList<PdfWord> Words, IReadOnlyList<Ruling> Rulings);
