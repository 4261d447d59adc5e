using System.Diagnostics;

namespace Tracker.Web.Tests.Platform;

/// <summary>Turns documents into PDF and pictures as an office's machine would show them.</summary>
public static class LibreOffice
{
    /// <summary>The PDF of a document; beside it a picture of each page, to be looked at.</summary>
    /// <param name="document">a docx or xlsx; the results are put beside it</param>
    public static async Task<Pdf> Pdf(string document)
    {
        document = Path.GetFullPath(document);
        var pdf = Path.ChangeExtension(document, "pdf");
        await File.WriteAllBytesAsync(pdf, await Convert(await File.ReadAllBytesAsync(document), Path.GetExtension(document), "pdf"));
        await Run("pdftoppm", "-png", "-r", "60", pdf, Path.ChangeExtension(document, null));
        var text = await Run("pdftotext", "-layout", pdf, "-");
        return new(text.Split('\f', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A document in another format.</summary>
    /// <param name="from">the ending that it has: .docx</param>
    /// <param name="to">the ending that it gets: doc</param>
    public static async Task<byte[]> Convert(byte[] document, string from, string to)
    {
        // As root it would run as somebody else, who must be able to write: both the folder and the profile are its own.
        var work = Directory.CreateTempSubdirectory("tracker-soffice-");
        File.SetUnixFileMode(work.FullName, (UnixFileMode)0b111_111_111);
        var copy = Path.Combine(work.FullName, "document" + from);
        await File.WriteAllBytesAsync(copy, document);
        File.SetUnixFileMode(copy, (UnixFileMode)0b110_100_100);
        string[] convert = ["soffice", $"-env:UserInstallation=file://{work.FullName}/profile", "--headless", "--convert-to", to, "--outdir", work.FullName, copy];
        string[] asNobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "env", $"HOME={work.FullName}"];
        await Run(Environment.IsPrivilegedProcess ? [.. asNobody, .. convert] : convert);
        var converted = await File.ReadAllBytesAsync(Path.ChangeExtension(copy, to));
        work.Delete(recursive: true);
        return converted;
    }

    static async Task<string> Run(params string[] command)
    {
        // Nobody may not even stand in a checkout under /root.
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}: {await errors}");
    }
}

/// <param name="Pages">the text of each page, laid out as printed</param>
public sealed record Pdf(IReadOnlyList<string> Pages)
{
    /// <summary>All text without the white space and the page numbers that layout brings: a sentence may begin on one page and end on the next.</summary>
    public string Text { get; } = string.Concat(Pages.Select((page, i) => string.Concat(page.Where(c => !char.IsWhiteSpace(c))).Replace($"—{i + 1}—", "")));
}
