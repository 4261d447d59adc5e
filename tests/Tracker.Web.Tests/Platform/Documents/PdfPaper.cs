using System.Globalization;
using System.Text;

namespace Tracker.Web.Tests.Platform.Documents;

/// <summary>Writes a PDF of words and lines at given places, in points from the upper left corner of an A4 page. Every character is as wide as it is high.</summary>
sealed class PdfPaper
{
    const double Height = 842;

    readonly List<StringBuilder> pages = [new()];

    public PdfPaper NextPage()
    {
        pages.Add(new());
        return this;
    }

    /// <param name="top">of the line of text</param>
    public PdfPaper Text(double left, double top, string text, double size = 10)
    {
        pages[^1].Append(Invariant($"BT /F {size} Tf {left} {Height - top - size} Td <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}> Tj ET\n"));
        return this;
    }

    public PdfPaper Line(double x1, double y1, double x2, double y2)
    {
        pages[^1].Append(Invariant($"0.5 w {x1} {Height - y1} m {x2} {Height - y2} l S\n"));
        return this;
    }

    /// <summary>A filled rectangle, as Word draws the sides of cells.</summary>
    public PdfPaper Bar(double left, double top, double width, double height)
    {
        pages[^1].Append(Invariant($"{left} {Height - top - height} {width} {height} re f\n"));
        return this;
    }

    /// <summary>All lines of a grid.</summary>
    public PdfPaper Grid(double[] xs, double[] ys)
    {
        foreach (var x in xs) Line(x, ys[0], x, ys[^1]);
        foreach (var y in ys) Line(xs[0], y, xs[^1], y);
        return this;
    }

    /// <param name="toUnicode">without it nobody can tell what the signs mean</param>
    public byte[] Bytes(bool toUnicode = true)
    {
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select((_, i) => $"{7 + 2 * i} 0 R"))}] >>",
            $"<< /Type /Font /Subtype /Type0 /BaseFont /Notice /Encoding /Identity-H /DescendantFonts [4 0 R] {(toUnicode ? "/ToUnicode 6 0 R" : "")} >>",
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Notice /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 5 0 R >>",
            "<< /Type /FontDescriptor /FontName /Notice /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 >>",
            Stream("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"),
        };
        foreach (var page in pages)
        {
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents {objects.Count + 2} 0 R >>");
            objects.Add(Stream(page.ToString()));
        }
        var file = new StringBuilder("%PDF-1.7\n");
        var places = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n{string.Concat(places.Select(p => $"{p:D10} 00000 n \n"))}trailer << /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    static string Stream(string content) => $"<< /Length {content.Length} >>\nstream\n{content}\nendstream";

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
