using System.Net;
using System.Net.Mail;
using Npgsql;

namespace Tracker.Web.Platform;

/// <summary>
/// What the operator sets, from the environment or appsettings.json under the same names.
/// A missing or wrong value stops the program with one sentence that names it.
/// </summary>
public sealed class Settings(IConfiguration configuration)
{
    /// <summary>Connection string of the role that serves; <c>DATABASE_URL</c>.</summary>
    public string DatabaseUrl => ConnectionString("DATABASE_URL");

    /// <summary>Connection string of the role that owns the schema; <c>DATABASE_OWNER_URL</c>, else <c>DATABASE_URL</c>.</summary>
    public string DatabaseOwnerUrl => configuration["DATABASE_OWNER_URL"] is { Length: > 0 }
        ? ConnectionString("DATABASE_OWNER_URL") : ConnectionString("DATABASE_URL");

    /// <summary>Where the pages are served; <c>TRACKER_LISTEN</c>, http://127.0.0.1:5080 if not set.</summary>
    public Uri Listen => Address("TRACKER_LISTEN", "http://127.0.0.1:5080");

    /// <summary>The address that links in mails carry; <c>TRACKER_PUBLIC_URL</c>, else where the pages are served.</summary>
    public Uri PublicUrl => configuration["TRACKER_PUBLIC_URL"] is { Length: > 0 } ? Address("TRACKER_PUBLIC_URL", "") : Listen;

    /// <summary>Folder for what is not in the database: mails as files, demonstration accounts; <c>TRACKER_STATE</c>.</summary>
    public string StateFolder => configuration["TRACKER_STATE"] is { Length: > 0 } folder ? Path.GetFullPath(folder)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "tracker");

    /// <summary>Seals the keys of cookies in the database; none: they lie there open. At least 32 characters. <c>TRACKER_KEY_SECRET</c>.</summary>
    public string? KeySecret => configuration["TRACKER_KEY_SECRET"] is not { Length: > 0 } secret ? null
        : secret.Length >= 32 ? secret
        : throw new Stop(ExitStatus.Setting, "设置 TRACKER_KEY_SECRET 太短，至少要 32 个字符。可以用 openssl rand -base64 32 生成。");

    /// <summary>smtp://user:password@host:port; none: mails are written as files. <c>SMTP_URL</c>.</summary>
    public Uri? Smtp => configuration["SMTP_URL"] is { Length: > 0 } ? MailServer("SMTP_URL") : null;

    /// <summary>Whether a practice database sends by SMTP too instead of writing files; <c>SMTP_PRACTICE=yes</c>.</summary>
    public bool SmtpInPractice => configuration["SMTP_PRACTICE"] is "yes" or "true" or "1";

    /// <summary>Where roll-ups of a practice year are written.</summary>
    public DirectoryInfo RollUpFolder => new(Path.Combine(StateFolder, "rollups"));

    /// <summary>Where mails become .eml files; <c>mail</c> in the state folder.</summary>
    public string MailFolder => Path.Combine(StateFolder, "mail");

    /// <summary>Seconds to wait after each failed attempt to send a mail; after the last the mail is given up.
    /// <c>TRACKER_MAIL_RETRIES</c>, such as 60,300,900.</summary>
    public IReadOnlyList<TimeSpan> MailRetries => Seconds("TRACKER_MAIL_RETRIES", "60,300,900,3600,14400,43200");

    /// <summary>How many mails each worker hands over in a second at most, so that several send so many times more; 0: as fast as the
    /// server takes them. <c>TRACKER_MAIL_PER_SECOND</c>.</summary>
    public int MailsPerSecond => Number("TRACKER_MAIL_PER_SECOND", 0);

    /// <summary>How long a mail server may take to answer; <c>TRACKER_MAIL_PATIENCE</c>, in seconds.</summary>
    public TimeSpan MailPatience => TimeSpan.FromSeconds(Math.Max(1, Number("TRACKER_MAIL_PATIENCE", 30)));

    /// <summary>How long mails claimed by a worker that died with the database's memory of it stay its own;
    /// <c>TRACKER_MAIL_LEASE</c>, in seconds.</summary>
    public TimeSpan MailLease => TimeSpan.FromSeconds(Number("TRACKER_MAIL_LEASE", 120));

    /// <summary>How long a worker that is started waits for its database; <c>TRACKER_DATABASE_PATIENCE</c>, in seconds; 0: not at all.</summary>
    public TimeSpan DatabasePatience => TimeSpan.FromSeconds(Number("TRACKER_DATABASE_PATIENCE", 300));

    /// <summary>How far this process's clock is off, for trying out wrong clocks on a practice database; <c>TRACKER_CLOCK_OFFSET</c>, in seconds.</summary>
    public TimeSpan ClockOffset => TimeSpan.FromSeconds(Number("TRACKER_CLOCK_OFFSET", 0, least: int.MinValue));

    /// <summary>The sender of every mail; <c>TRACKER_MAIL_FROM</c>.</summary>
    public string MailFrom => configuration["TRACKER_MAIL_FROM"] is not { Length: > 0 } from ? "tracker@" + PublicUrl.Host
        : MailAddress.TryCreate(from, out _) ? from
        : throw new Stop(ExitStatus.Setting, $"设置 TRACKER_MAIL_FROM 不是有效的邮箱地址：{from}。应写成 duban@example.gov.cn 这样的形式。");

    /// <summary>Whether cookies and links may travel without TLS: on loopback only.</summary>
    public bool ListensOnLoopback => Listen.IsLoopback || (IPAddress.TryParse(Listen.Host, out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>Reads every setting once, so that a wrong one stops the start and not a job in the night.</summary>
    /// <exception cref="Stop">one is missing or wrong</exception>
    public void RefuseWrong() => _ = (DatabaseUrl, Listen, PublicUrl, KeySecret, Smtp, MailRetries, MailsPerSecond, MailPatience, MailLease, DatabasePatience, ClockOffset, MailFrom);

    IReadOnlyList<TimeSpan> Seconds(string name, string otherwise)
    {
        var value = configuration[name] is { Length: > 0 } set ? set : otherwise;
        var seconds = value.Split(',').Select(part => int.TryParse(part, out var n) && n >= 0 ? n : (int?)null).ToList();
        return seconds.All(n => n is not null) ? [.. seconds.Select(n => TimeSpan.FromSeconds(n!.Value))]
            : throw new Stop(ExitStatus.Setting, $"设置 {name} 不是有效的秒数：{value}。应写成 60,300,900 这样的形式。");
    }

    int Number(string name, int otherwise, int least = 0) => configuration[name] is not { Length: > 0 } value ? otherwise
        : int.TryParse(value, out var n) && n >= least ? n
        : throw new Stop(ExitStatus.Setting, $"设置 {name} 不是有效的整数：{value}。");

    string ConnectionString(string name)
    {
        if (configuration[name] is not { Length: > 0 } value)
            throw new Stop(ExitStatus.Setting, $"没有设置 {name}：请写明数据库地址，例如 postgres://tracker_app@/tracker?host=/run/postgresql");
        try
        {
            return DatabaseAddress.Parse(value);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new Stop(ExitStatus.Setting, $"设置 {name} 不是有效的数据库地址。应为 postgres://用户@主机/库名 或 Npgsql 连接串。", e);
        }
    }

    Uri Address(string name, string otherwise)
    {
        var value = configuration[name] is { Length: > 0 } set ? set : otherwise;
        return Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri!
            : throw new Stop(ExitStatus.Setting, $"设置 {name} 不是有效的网址：{value}。应为 http://主机:端口。");
    }

    Uri MailServer(string name)
    {
        if (!Uri.TryCreate(configuration[name], UriKind.Absolute, out var uri) || uri.Scheme != "smtp" || uri.Host == "")
            throw new Stop(ExitStatus.Setting, $"设置 {name} 不是有效的邮件服务器地址。应为 smtp://用户:密码@主机:端口。");
        if (uri.Port == 465 && !SmtpTransport.SpeaksTlsFromTheStart)
            throw new Stop(ExitStatus.Setting, $"设置 {name} 用了 465 端口，默认的发信组件不支持。请改用 587 端口、本机中继，或以 MailKit 组件构建。");
        return uri;
    }
}

/// <summary>Reads postgres://user:password@host:port/database?host=/socket, or an Npgsql string.</summary>
public static class DatabaseAddress
{
    /// <returns>an Npgsql connection string</returns>
    /// <exception cref="ArgumentException">neither form fits</exception>
    public static string Parse(string value)
    {
        var builder = value.StartsWith("postgres://", StringComparison.Ordinal) || value.StartsWith("postgresql://", StringComparison.Ordinal)
            ? FromUrl(value) : new NpgsqlConnectionStringBuilder(value);
        if (string.IsNullOrEmpty(builder.Host))
            throw new ArgumentException("no host");
        // Who watches the server's sessions wants to tell one worker from another.
        builder.ApplicationName ??= "tracker";
        return builder.ConnectionString;
    }

    static NpgsqlConnectionStringBuilder FromUrl(string value)
    {
        // A socket folder stands in the query, so the authority may be empty, which Uri does not take.
        var url = new Uri(value.Replace("@/", "@socket/", StringComparison.Ordinal).Replace("///", "//socket/", StringComparison.Ordinal));
        var query = System.Web.HttpUtility.ParseQueryString(url.Query);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = query["host"] ?? (url.Host == "socket" ? "" : url.Host),
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
        };
        if (url.Port > 0)
            builder.Port = url.Port;
        if (url.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var rest])
        {
            builder.Username = Uri.UnescapeDataString(user);
            if (rest is [var password])
                builder.Password = Uri.UnescapeDataString(password);
        }
        if (query["sslmode"] is { } mode && Enum.TryParse<SslMode>(mode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var ssl))
            builder.SslMode = ssl;
        return builder;
    }
}
