namespace Tracker.Web.Platform.Documents.Reading;

/// <summary>
/// Unpacked XML, counted while it streams, because declared sizes lie. Besides the whole, the way from one &lt; to the next is
/// bounded: a reader keeps a tag with all its attributes in memory.
/// </summary>
/// <param name="allowance">bytes that may still be unpacked from the whole package; every stream takes from it</param>
/// <param name="exceeded">what to throw</param>
sealed class BoundedStream(Stream inner, BoundedStream.Budget allowance, Func<Exception> exceeded) : Stream
{
    const int LongestWithoutTag = 2 << 20;

    int sinceTag;

    /// <summary>How much may still be read, shared by the streams of one package.</summary>
    public sealed class Budget(long bytes)
    {
        public long Bytes { get; set; } = bytes;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        allowance.Bytes -= read;
        if (allowance.Bytes < 0 || !HasTags(buffer[..read]))
            throw exceeded();
        return read;
    }

    bool HasTags(ReadOnlySpan<byte> bytes)
    {
        for (int tag; (tag = bytes.IndexOf((byte)'<')) >= 0; bytes = bytes[(tag + 1)..])
        {
            if (sinceTag + tag > LongestWithoutTag)
                return false;
            sinceTag = 0;
        }
        return (sinceTag += bytes.Length) <= LongestWithoutTag;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
