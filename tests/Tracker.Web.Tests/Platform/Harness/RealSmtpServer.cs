using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Tracker.Web.Tests.Platform;

/// <summary>
/// exim4 on a free loopback port with a configuration of its own. Accepted mail lies in files, one a mail, with
/// Envelope-to and Return-path on top. The local part <c>bad</c> is refused for good (550), <c>busy</c> for now (451).
/// It knows one user, and takes mail from everybody else too.
/// </summary>
public sealed partial class RealSmtpServer : IAsyncDisposable
{
    public const string User = "tracker", Password = "right";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracker-smtp-");
    Process? exim;

    public int Port { get; } = FreePort.Next();

    /// <summary>As <c>SMTP_URL</c> takes it.</summary>
    public string Url => $"smtp://127.0.0.1:{Port}";

    /// <param name="delivers">whether mails become files at once; without, thousands are taken quickly and lie in the queue</param>
    public static async Task<RealSmtpServer> Start(bool delivers = true)
    {
        var server = new RealSmtpServer();
        server.Configure(delivers);
        await server.StartAgain();
        return server;
    }

    /// <summary>Starts it on the same port after <see cref="Stop"/>; returns when it greets.</summary>
    public async Task StartAgain()
    {
        exim = Process.Start(AsMailUser("/usr/sbin/exim4", "-C", Config, "-bdf", "-oX", $"127.0.0.1:{Port}"))!;
        for (var tries = 0; !await Greets(); tries++)
        {
            if (exim.HasExited || tries == 100)
                throw new InvalidOperationException($"exim4 did not start: {Log()}");
            await Task.Delay(50);
        }
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public async Task Stop()
    {
        if (exim is null)
            return;
        exim.Kill(entireProcessTree: true);
        await exim.WaitForExitAsync();
        exim = null;
    }

    /// <summary>Every mail delivered so far, in no order.</summary>
    public IReadOnlyList<ReceivedMail> Mails() =>
        Directory.Exists(Inbox) ? [.. Directory.GetFiles(Inbox).Select(file => ReceivedMail.Parse(File.ReadAllText(file)))] : [];

    /// <summary>The Message-ID of every mail that it took responsibility for, as often as it did, in that order.</summary>
    public IReadOnlyList<string> Arrivals() => [.. Arrival().Matches(Log()).Select(line => line.Groups[1].Value)];

    [GeneratedRegex(@"(?m)^\S+ \S+ \S+ <= .* id=(\S+)")]
    private static partial Regex Arrival();

    /// <summary>Waits until so many mails have come; fails after ten seconds.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> WaitForMails(int count)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (Mails() is { } mails && mails.Count >= count)
                return mails;
            await Task.Delay(50);
        }
        throw new TimeoutException($"{Mails().Count} of {count} mails have come; {Log()}");
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        folder.Delete(recursive: true);
    }

    string Config => Path.Combine(folder.FullName, "exim.conf");
    string Inbox => Path.Combine(folder.FullName, "mail", "new");

    void Configure(bool delivers)
    {
        var user = Environment.IsPrivilegedProcess ? "Debian-exim" : Environment.UserName;
        var group = GroupOf(user);
        File.WriteAllText(Config, $$"""
            keep_environment =
            tls_advertise_hosts =
            primary_hostname = localhost
            exim_user = {{user}}
            exim_group = {{group}}
            deliver_drop_privilege
            spool_directory = {{folder}}/spool
            log_file_path = {{folder}}/%slog
            acl_smtp_rcpt = recipient
            acl_smtp_data = accepted
            smtp_accept_max = 200
            smtp_accept_queue_per_connection = 0
            message_size_limit = 100M
            queue_only = {{(delivers ? "false" : "true")}}
            split_spool_directory

            begin acl
            recipient:
              deny local_parts = bad
                   message = 550 5.1.1 no such user
              defer local_parts = busy
                    message = 451 4.7.1 try again later
              accept
            accepted:
              accept

            begin routers
            everyone:
              driver = accept
              transport = file

            begin transports
            file:
              driver = appendfile
              directory = {{folder}}/mail
              maildir_format
              directory_mode = 0755
              mode = 0644
              envelope_to_add
              return_path_add

            begin authenticators
            login:
              driver = plaintext
              public_name = LOGIN
              server_prompts = "Username:: : Password::"
              server_condition = ${if and{ {eq{$auth1}{{{User}}} } {eq{$auth2}{{{Password}}} } } }
              server_set_id = $auth1

            """);
        if (Environment.IsPrivilegedProcess)
            Process.Start("chown", ["-R", $"{user}:", folder.FullName]).WaitForExit();
    }

    static string GroupOf(string user)
    {
        using var id = Process.Start(new ProcessStartInfo("id", ["-gn", user]) { RedirectStandardOutput = true })!;
        return id.StandardOutput.ReadToEnd().Trim();
    }

    // Under a configuration that is not its own, exim gives up root and cannot deliver as anybody else.
    static ProcessStartInfo AsMailUser(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? new("setpriv", ["--reuid=Debian-exim", "--regid=Debian-exim", "--init-groups", program, .. arguments])
        : new(program, arguments);

    async Task<bool> Greets()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            using var reader = new StreamReader(client.GetStream());
            return (await reader.ReadLineAsync())?.StartsWith("220", StringComparison.Ordinal) ?? false;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    string Log() => Path.Combine(folder.FullName, "mainlog") is var log && File.Exists(log) ? File.ReadAllText(log) : "no log";
}
