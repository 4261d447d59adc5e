namespace Tracker.Web.Platform.Documents.Reading.Converted;

/// <summary>
/// Turns older formats into docx or xlsx. Each call has a profile and a folder of its own, no network, no macros, and bounds on
/// time and memory; the program never runs as root.
/// </summary>
static class LibreOffice
{
    static readonly Tool.Bounds Bounds = new(TimeSpan.FromSeconds(40), 5, 700 << 20, 1 << 20);

    // Each needs some 200 MB.
    static readonly SemaphoreSlim OneAtATime = new(1);

    /// <param name="ending">docx or xlsx</param>
    /// <exception cref="Stop">with a sentence, where it is not installed or the file cannot be converted</exception>
    public static byte[] Convert(byte[] bytes, string ending, string name)
    {
        if (!Tool.Exists("soffice"))
            throw new Stop(ExitStatus.NoDatabase, $"这台机器没有安装 LibreOffice，读不了旧格式的 {name}。请在 Word 或 WPS 中另存为 .{ending} 再读，或请系统管理员安装 libreoffice-writer-nogui 和 libreoffice-calc-nogui。");
        OneAtATime.Wait();
        try
        {
            using var folder = new TemporaryFolder();
            return Convert(folder, bytes, ending) ?? throw NoticeFile.Unreadable($"{name} 打不开，可能加了密码、已损坏或太复杂，请在 Word 或 WPS 中打开后另存为 .{ending} 再读。");
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    static byte[]? Convert(TemporaryFolder folder, byte[] bytes, string ending)
    {
        var file = folder.Write("notice", bytes);
        Directory.CreateDirectory(Path.Combine(folder.Name, "profile", "user"));
        folder.Write(Path.Combine("profile", "user", "registrymodifications.xcu"), System.Text.Encoding.UTF8.GetBytes(Cautious));
        if (Environment.IsPrivilegedProcess && Run(["chown", "-R", "nobody", folder.Name], folder).Status != 0)
            return null;
        string[] convert =
        [
            "soffice", $"-env:UserInstallation=file://{folder.Name}/profile", "--headless", "--norestore", "--nolockcheck", "--nologo",
            "--convert-to", ending, "--outdir", Path.Combine(folder.Name, "converted"), file,
        ];
        var ran = Run([.. WithoutNetwork.Value, .. AsNobody, .. convert], folder);
        var converted = new FileInfo(Path.Combine(folder.Name, "converted", "notice." + ending));
        return !ran.IsOver && converted is { Exists: true, LinkTarget: null, Length: > 0 and <= NoticeFile.MostBytes } ? File.ReadAllBytes(converted.FullName) : null;
    }

    static Tool.Result Run(IReadOnlyList<string> command, TemporaryFolder folder) =>
        Tool.Run(command, Bounds, "/", new Dictionary<string, string> { ["HOME"] = folder.Name, ["TMPDIR"] = folder.Name });

    static string[] AsNobody => Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : [];

    // Where the system lets us, the program cannot reach what a document names; where it does not, the settings below forbid it.
    static readonly Lazy<string[]> WithoutNetwork = new(() =>
    {
        string[] unshared = Environment.IsPrivilegedProcess ? ["unshare", "--net"] : ["unshare", "--map-current-user", "--net"];
        return Tool.Run([.. unshared, "true"], Bounds, "/").Status == 0 ? unshared : [];
    });

    const string Cautious = """
        <?xml version="1.0" encoding="UTF-8"?>
        <oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
        <item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
        <item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
        <item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
        <item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
        <item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
        <item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
        <item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
        <item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
        <item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
        </oor:items>
        """;
}
