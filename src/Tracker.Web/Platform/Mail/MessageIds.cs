using System.Security.Cryptography;
using System.Text;

namespace Tracker.Web.Platform;

/// <summary>The Message-ID of a mail follows from what it is, so that a repeat is recognised by every mail program.</summary>
public static class MessageIds
{
    /// <param name="sender">the address mails come from; its domain ends the id</param>
    /// <returns>without angle brackets; fit to be a file name</returns>
    public static string For(int regionId, long promiseId, string address, string sender)
    {
        var recipient = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address)).AsSpan(0, 6));
        return $"r{regionId}.p{promiseId}.{recipient}@{sender[(sender.LastIndexOf('@') + 1)..]}";
    }
}
