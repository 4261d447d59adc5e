using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>Addresses that switch topics off for one person without a sign-in. They are signed, name nobody, and change nothing by being opened.</summary>
public sealed class UnsubscribeLinks(IDataProtectionProvider protection, Settings settings) : IFeature
{
    /// <param name="Topics">what the mail was about; all of it may be switched off</param>
    public sealed record Reader(int RegionId, long PersonId, IReadOnlyList<MailTopic> Topics);

    IDataProtector Seal => protection.CreateProtector("unsubscribe");

    /// <summary>An absolute address, good for as long as the keys of this system are.</summary>
    public string For(Reader reader) => new Uri(settings.PublicUrl, "/unsubscribe/" + Seal.Protect(
        string.Create(CultureInfo.InvariantCulture, $"{reader.RegionId} {reader.PersonId} {string.Join(',', reader.Topics)}"))).ToString();

    /// <returns>null where nobody here has made the address</returns>
    public Reader? Read(string token)
    {
        try
        {
            var parts = Seal.Unprotect(token).Split(' ');
            return new(int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture),
                [.. parts[2].Split(',').Where(t => Enum.TryParse<MailTopic>(t, out _)).Select(Enum.Parse<MailTopic>)]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
