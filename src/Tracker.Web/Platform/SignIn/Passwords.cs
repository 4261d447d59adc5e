using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Tracker.Web.Platform;

/// <summary>Hashes, checks and makes passwords.</summary>
public sealed class Passwords
{
    public const int LeastLength = 10;

    // Without 0 O 1 l I, so that a printed password can be typed.
    const string Letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    static readonly object nobody = new();
    readonly PasswordHasher<object> hasher = new();
    readonly PasswordHasher<object> quick = new(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));

    public string Hash(string password) => hasher.HashPassword(nobody, password);

    /// <summary>For the accounts of a practice world: a hundred of them at once, random, served on loopback only, and their
    /// passwords lie in a file beside. Slowness would guard nothing, and it is most of what seeding takes.</summary>
    public string HashOfDemonstration(string password) => quick.HashPassword(nobody, password);

    public bool Matches(string hash, string password) => hasher.VerifyHashedPassword(nobody, hash, password) != PasswordVerificationResult.Failed;

    /// <summary>A random password of 14 letters and digits, printed once and changed at first sign-in.</summary>
    public static string Random() => RandomNumberGenerator.GetString(Letters, 14);

    /// <summary>What is wrong with a new password, in Chinese; null if nothing is.</summary>
    public static string? Weakness(string password, string login) =>
        password.Length < LeastLength ? $"密码至少 {LeastLength} 个字符。"
        : password.Contains(login, StringComparison.OrdinalIgnoreCase) ? "密码不能包含用户名。"
        : password.Distinct().Count() < 5 ? "密码太简单，请用更多不同的字符。"
        : null;
}
