using Tracker.Domain.Notices;

namespace Tracker.Web.Platform.Documents;

/// <summary>One kind of file that a notice may come as.</summary>
interface IFileFormat
{
    /// <summary>As which a file of this kind is stored.</summary>
    string MediaType { get; }

    /// <summary>Whether the content is of this kind; asked in the order of <see cref="NoticeFile"/>'s list.</summary>
    bool Knows(ReadOnlySpan<byte> bytes);

    /// <exception cref="Stop">where the content is damaged</exception>
    IReadOnlyList<Block> Blocks(byte[] bytes, string name);
}
