namespace Tracker.Web.Tests.Platform;

/// <summary>Where the sources lie that these tests were built from.</summary>
public static class Checkout
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <param name="path">relative to the checkout, with forward slashes</param>
    public static string File(string path) => Path.Combine(Root, path);

    /// <summary>A folder for what a test leaves to be looked at; emptied by the next <c>./run test</c>.</summary>
    public static string Results(string name) => Directory.CreateDirectory(Path.Combine(Root, "TestResults", name)).FullName;

    static string Find(string folder) => System.IO.File.Exists(Path.Combine(folder, "Tracker.sln")) ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("these tests do not run inside a checkout"));
}
