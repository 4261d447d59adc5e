using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Tracker.Web.Tests.Faults;

/// <summary>What a mail server is asked for, in this order; each waits for its answer.</summary>
public enum SmtpStep { Ehlo, Mail, Rcpt, Data, Dot, Other }

/// <param name="MessageId">of the mail, once its text has come; empty before</param>
/// <param name="Pass">asks the server, and returns its answer</param>
public sealed record SmtpExchange(SmtpStep Step, string MessageId, Func<Task<string>> Pass);

/// <summary>
/// Stands on a loopback port in front of a mail server, passes everything on, and does with each answer what its script says.
/// </summary>
public sealed partial class ScriptedRelay(int server) : IAsyncDisposable
{
    /// <returns>what the client is told; null hangs up</returns>
    public delegate Task<string?> Answer(SmtpExchange exchange);

    static readonly Answer Honest = async exchange => await exchange.Pass();

    // Half of the shortest patience that a worker is given here.
    static readonly TimeSpan late = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<string, bool> accepted = new(), acceptedLate = new();
    TcpListener? listener;

    /// <summary>The same after <see cref="Listen"/> was called again.</summary>
    public int Port { get; private set; }

    public Answer Script { get; set; } = Honest;

    /// <summary>Message-IDs, without brackets, of mails that the server has taken through this relay, whether the client was told or not.</summary>
    public ICollection<string> Accepted => accepted.Keys;

    /// <summary>Those of them whose answer took so long on a busy machine that the client may have given up: they may arrive once more.</summary>
    public ICollection<string> Late => acceptedLate.Keys;

    /// <summary>Takes connections, until <see cref="Refuse"/>.</summary>
    public ScriptedRelay Listen()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = Take(listener);
        return this;
    }

    /// <summary>Nobody answers on the port any more.</summary>
    public void Refuse() => listener?.Stop();

    public void BeHonest() => Script = Honest;

    /// <summary>Holds back the answer when the step comes for the nth time.</summary>
    public Held HoldAt(SmtpStep step, int nth)
    {
        var held = new Held();
        Script = async exchange =>
        {
            var answer = await exchange.Pass();
            if (exchange.Step == step && held.Count() == nth)
                await held.Hold();
            return answer;
        };
        return held;
    }

    public ValueTask DisposeAsync()
    {
        Refuse();
        return ValueTask.CompletedTask;
    }

    async Task Take(TcpListener from)
    {
        try
        {
            while (true)
                _ = Serve(await from.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    async Task Serve(TcpClient client)
    {
        using var caller = client;
        try
        {
            using var upstream = new TcpClient();
            await upstream.ConnectAsync(IPAddress.Loopback, server);
            using var near = new Line(client.GetStream());
            using var far = new Line(upstream.GetStream());
            await Converse(near, far);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // One of the two was killed: that is what this is for.
        }
    }

    async Task Converse(Line client, Line upstream)
    {
        await client.Say(await upstream.Reply());
        while (await client.Hear() is { } said)
        {
            var step = StepOf(said);
            if (await Script(new(step, "", () => Ask(upstream, said))) is not { } answer)
                return;
            await client.Say(answer);
            if (step != SmtpStep.Data || !answer.StartsWith("354", StringComparison.Ordinal))
                continue;
            var text = await Text(client);
            var id = MessageId().Match(text).Groups[1].Value;
            if (await Script(new(SmtpStep.Dot, id, () => HandOver(upstream, id, text))) is not { } taken)
                return;
            await client.Say(taken);
        }
    }

    static async Task<string> Ask(Line upstream, string said)
    {
        await upstream.Say(said + "\r\n");
        return await upstream.Reply();
    }

    static async Task<string> Text(Line client)
    {
        var text = new StringBuilder();
        while (await client.Hear() is { } line && line != ".")
            text.Append(line).Append("\r\n");
        return text.ToString();
    }

    async Task<string> HandOver(Line upstream, string id, string text)
    {
        var begun = Stopwatch.GetTimestamp();
        await upstream.Say(text);
        var answer = await Ask(upstream, ".");
        if (answer.StartsWith("250", StringComparison.Ordinal))
            accepted[id] = true;
        if (Stopwatch.GetElapsedTime(begun) > late)
            acceptedLate[id] = true;
        return answer;
    }

    static SmtpStep StepOf(string said) => said.Split(' ', 2)[0].ToUpperInvariant() switch
    {
        "EHLO" or "HELO" => SmtpStep.Ehlo,
        "MAIL" => SmtpStep.Mail,
        "RCPT" => SmtpStep.Rcpt,
        "DATA" => SmtpStep.Data,
        _ => SmtpStep.Other,
    };

    [GeneratedRegex(@"(?im)^Message-ID:\s*<([^>\r\n]+)>")]
    private static partial Regex MessageId();

    /// <summary>One side of the conversation, byte by byte as it is.</summary>
    sealed class Line(NetworkStream stream) : IDisposable
    {
        readonly StreamReader reader = new(stream, Encoding.Latin1);

        public Task<string?> Hear() => reader.ReadLineAsync();

        public async Task Say(string text) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text));

        public void Dispose() => reader.Dispose();

        public async Task<string> Reply()
        {
            var reply = new StringBuilder();
            while (true)
            {
                var line = await Hear() ?? throw new IOException("the server hung up");
                reply.Append(line).Append("\r\n");
                if (line.Length < 4 || line[3] != '-')
                    return reply.ToString();
            }
        }
    }
}

/// <summary>An answer that is held back until it is released.</summary>
public sealed class Held
{
    readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int count;

    /// <summary>Completes when somebody waits for the answer.</summary>
    public Task Reached => reached.Task;

    public int Count() => Interlocked.Increment(ref count);

    public Task Hold()
    {
        reached.TrySetResult();
        return released.Task;
    }

    public void Release() => released.TrySetResult();
}
