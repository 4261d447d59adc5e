using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using System.Xml;

namespace Tracker.Web.Platform.Documents.Reading.Pdf;

/// <summary>Finds straight strokes in drawn pages: lines, the sides of rectangles, and rectangles so thin that they are lines.</summary>
static partial class SvgRulings
{
    const int MostRulings = 20_000;
    // Points: thicker is an area, shorter a dot or a dash of a letter.
    const double Thickest = 3.5, Shortest = 3, Slant = 1;

    /// <returns>the strokes of each page, in order</returns>
    public static List<List<Ruling>> Read(byte[] svg)
    {
        using var xml = XmlReader.Create(new MemoryStream(svg), new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        var pages = new List<List<Ruling>>();
        var page = new List<Ruling>();
        // What each open element does to the coordinates inside it.
        var transforms = new Stack<Matrix3x2>([Matrix3x2.Identity]);
        while (xml.Read())
            if (xml.NodeType is XmlNodeType.EndElement)
            {
                transforms.Pop();
                if (xml.LocalName is "page")
                    pages.Add(page);
            }
            else if (xml.NodeType is XmlNodeType.Element)
            {
                if (xml.LocalName is "defs" or "clipPath" or "mask" or "symbol" or "pattern")
                {
                    SkipOver(xml);
                    continue;
                }
                if (xml.LocalName is "page")
                    page = [];
                if (xml.LocalName is "page" && xml.IsEmptyElement)
                    pages.Add(page);
                var transform = Transform(xml) * transforms.Peek();
                if (page.Count < MostRulings)
                    page.AddRange(Rulings(xml, transform));
                if (!xml.IsEmptyElement)
                    transforms.Push(transform);
            }
        // One page alone is not marked as such.
        return pages.Count > 0 ? pages : [page];
    }

    static void SkipOver(XmlReader xml)
    {
        if (!xml.IsEmptyElement)
            for (var depth = xml.Depth; xml.Read() && xml.Depth > depth;) { }
    }

    static Matrix3x2 Transform(XmlReader xml) => xml.GetAttribute("transform") is { } written && Matrix().Match(written) is { Success: true } match
        ? new(Number(match, 1), Number(match, 2), Number(match, 3), Number(match, 4), Number(match, 5), Number(match, 6)) : Matrix3x2.Identity;

    static float Number(Match match, int group) => float.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    static IEnumerable<Ruling> Rulings(XmlReader xml, Matrix3x2 transform)
    {
        var shapes = xml.LocalName switch
        {
            "path" when xml.GetAttribute("d") is { } d => Shapes(d),
            "rect" => Rectangle(xml),
            _ => [],
        };
        var (isStroked, isFilled) = (IsPainted(xml, "stroke", otherwise: false), IsPainted(xml, "fill", otherwise: true));
        foreach (var shape in shapes)
        {
            var points = shape.ConvertAll(p => Vector2.Transform(p, transform));
            if (isStroked)
                foreach (var (from, to) in points.Zip(points.Skip(1)))
                    if (Line(from, to) is { } side)
                        yield return side;
            if (isFilled && !isStroked && points.Count >= 4 && Bar(points) is { } bar)
                yield return bar;
        }
    }

    static Ruling? Line(Vector2 a, Vector2 b) =>
        Math.Abs(a.Y - b.Y) < Slant && Math.Abs(a.X - b.X) > Shortest ? new(true, (a.Y + b.Y) / 2, Math.Min(a.X, b.X), Math.Max(a.X, b.X))
        : Math.Abs(a.X - b.X) < Slant && Math.Abs(a.Y - b.Y) > Shortest ? new(false, (a.X + b.X) / 2, Math.Min(a.Y, b.Y), Math.Max(a.Y, b.Y))
        : null;

    /// <summary>Word draws the sides of cells as thin filled rectangles.</summary>
    static Ruling? Bar(List<Vector2> points)
    {
        var (left, right, top, bottom) = (points.Min(p => p.X), points.Max(p => p.X), points.Min(p => p.Y), points.Max(p => p.Y));
        return bottom - top <= Thickest && right - left > Shortest ? new(true, (top + bottom) / 2, left, right)
            : right - left <= Thickest && bottom - top > Shortest ? new(false, (left + right) / 2, top, bottom)
            : null;
    }

    static List<List<Vector2>> Rectangle(XmlReader xml)
    {
        var (x, y, width, height) = (Attribute("x"), Attribute("y"), Attribute("width"), Attribute("height"));
        return [[new(x, y), new(x + width, y), new(x + width, y + height), new(x, y + height), new(x, y)]];

        float Attribute(string name) => float.TryParse(xml.GetAttribute(name), CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>The corners of each piece of a path; a curve ends a piece.</summary>
    static List<List<Vector2>> Shapes(string path)
    {
        var shapes = new List<List<Vector2>>();
        // Letters drawn as shapes have hundreds of points and no use here.
        if (path.Length > 20_000)
            return shapes;
        var shape = new List<Vector2>();
        foreach (Match step in Step().Matches(path))
        {
            var numbers = Coordinate().Matches(step.Groups["at"].Value).Select(m => float.Parse(m.ValueSpan, CultureInfo.InvariantCulture)).ToArray();
            switch (step.Groups["to"].Value)
            {
                case "M" when numbers.Length >= 2:
                    shapes.Add(shape = [new(numbers[0], numbers[1])]);
                    break;
                case "L" when numbers.Length >= 2:
                    shape.Add(new(numbers[0], numbers[1]));
                    break;
                case "H" when numbers.Length >= 1 && shape.Count > 0:
                    shape.Add(new(numbers[0], shape[^1].Y));
                    break;
                case "V" when numbers.Length >= 1 && shape.Count > 0:
                    shape.Add(new(shape[^1].X, numbers[0]));
                    break;
                case "Z" when shape.Count > 0:
                    shape.Add(shape[0]);
                    break;
                default:
                    if (numbers.Length >= 2) shapes.Add(shape = [new(numbers[^2], numbers[^1])]);
                    break;
            }
        }
        return shapes;
    }

    /// <param name="what">stroke or fill, as an attribute or within the style</param>
    static bool IsPainted(XmlReader xml, string what, bool otherwise)
    {
        var colour = xml.GetAttribute(what) ?? (xml.GetAttribute("style") is { } style && Property(what).Match(style) is { Success: true } match ? match.Groups["value"].Value : null);
        return colour is null ? otherwise : colour is not "none" && !White().IsMatch(colour);
    }

    static Regex Property(string what) => what is "fill" ? Fill() : Stroke();

    [GeneratedRegex(@"(?:^|;)\s*fill:\s*(?<value>[^;]+)")]
    private static partial Regex Fill();

    [GeneratedRegex(@"(?:^|;)\s*stroke:\s*(?<value>[^;]+)")]
    private static partial Regex Stroke();

    [GeneratedRegex(@"rgb\(100(?:\.0*)?%, ?100(?:\.0*)?%, ?100(?:\.0*)?%\)|^white$|^#fff(?:fff)?$", RegexOptions.IgnoreCase)]
    private static partial Regex White();

    [GeneratedRegex(@"matrix\(\s*([-\d.e]+)[ ,]+([-\d.e]+)[ ,]+([-\d.e]+)[ ,]+([-\d.e]+)[ ,]+([-\d.e]+)[ ,]+([-\d.e]+)\s*\)")]
    private static partial Regex Matrix();

    [GeneratedRegex(@"(?<to>[A-Za-z])(?<at>[^A-Za-z]*(?:e-?\d+[^A-Za-z]*)*)")]
    private static partial Regex Step();

    [GeneratedRegex(@"-?\d*\.?\d+(?:e-?\d+)?")]
    private static partial Regex Coordinate();
}
