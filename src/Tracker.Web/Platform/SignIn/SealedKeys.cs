using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Tracker.Web.Platform;

/// <summary>
/// Seals the keys that sign cookies with the operator's <c>TRACKER_KEY_SECRET</c>, so that whoever holds a copy of the
/// database cannot sign in with it. Without the setting the keys are guarded as the database itself is.
/// </summary>
public static class SealedKeys
{
    /// <param name="secret">null leaves the keys as they are, which then is what was wanted</param>
    public static IXmlEncryptor Encryptor(string? secret) => secret is null ? new NullXmlEncryptor() : new Sealer(secret);

    sealed class Sealer(string secret) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement)
        {
            var content = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
            var (nonce, tag) = (RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize), new byte[AesGcm.TagByteSizes.MaxSize]);
            using var aes = Cipher(secret);
            aes.Encrypt(nonce, content, content, tag);
            return new(new XElement("sealed", Convert.ToBase64String([.. nonce, .. tag, .. content])), typeof(Opener));
        }
    }

    /// <summary>Named in each sealed key, and made by the framework where one is read.</summary>
    public sealed class Opener(IServiceProvider services) : IXmlDecryptor
    {
        /// <exception cref="CryptographicException">there is no secret now, or it is another: the key is left aside and people sign in again</exception>
        public XElement Decrypt(XElement encryptedElement)
        {
            var secret = services.GetRequiredService<Settings>().KeySecret ?? throw new CryptographicException("TRACKER_KEY_SECRET is not set");
            var bytes = Convert.FromBase64String(encryptedElement.Value);
            var (nonce, rest) = (bytes[..AesGcm.NonceByteSizes.MaxSize], bytes[AesGcm.NonceByteSizes.MaxSize..]);
            var (tag, content) = (rest[..AesGcm.TagByteSizes.MaxSize], rest[AesGcm.TagByteSizes.MaxSize..]);
            using var aes = Cipher(secret);
            aes.Decrypt(nonce, content, tag, content);
            return XElement.Parse(Encoding.UTF8.GetString(content));
        }
    }

    static AesGcm Cipher(string secret) => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: "tracker cookie keys"u8.ToArray()), AesGcm.TagByteSizes.MaxSize);
}
