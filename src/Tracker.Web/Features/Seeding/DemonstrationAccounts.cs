using System.Text;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Seeding;

/// <summary>
/// demo-accounts.txt in the state folder: the random passwords of the practice world, readable by its owner only.
/// They are printed on a terminal and nowhere else, so that no log ever holds one.
/// </summary>
public sealed class DemonstrationAccounts(Settings settings) : IFeature
{
    /// <param name="Role">as the office calls it</param>
    public sealed record Line(string Login, string Password, string Role, string Name, string Units);

    const string Head = "# 演示账号，只用于练习数据库。用户名、密码、角色、姓名、单位，以制表符分隔。";

    public string Path => System.IO.Path.Combine(settings.StateFolder, "demo-accounts.txt");

    /// <summary>Replaces the file at once: whoever reads it meanwhile sees the old one or the new one.</summary>
    /// <exception cref="IOException">the folder cannot be written</exception>
    public async Task Write(IEnumerable<Line> lines)
    {
        Directory.CreateDirectory(settings.StateFolder);
        var unfinished = Path + ".new";
        File.Delete(unfinished);
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(unfinished, create))
            await file.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(Written).Prepend(Head)) + "\n"));
        File.Move(unfinished, Path, overwrite: true);
    }

    /// <returns>none if there is no file</returns>
    public IReadOnlyList<Line> Read() => File.Exists(Path)
        ? [.. File.ReadLines(Path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'))
            .Where(cells => cells.Length == 5).Select(cells => new Line(cells[0], cells[1], cells[2], cells[3], cells[4]))]
        : [];

    /// <summary>Prints one account a role and where the others stand; silent unless a person reads it on a terminal.</summary>
    public void ShowOnTerminal()
    {
        if (Console.IsOutputRedirected || Console.IsErrorRedirected || Read() is not { Count: > 0 } lines)
            return;
        Console.Error.WriteLine("演示账号（每个角色一个）：");
        foreach (var line in lines.DistinctBy(line => line.Role))
            Console.Error.WriteLine($"  {line.Login,-10} {line.Password}  {line.Role} {line.Name}（{line.Units}）");
        Console.Error.WriteLine($"全部 {lines.Count} 个账号见 {Path}");
    }

    static string Written(Line line) => string.Join('\t', line.Login, line.Password, line.Role, line.Name, line.Units);
}
