namespace Tracker.Web.Tests.Platform;

public static class ShellRefusals
{
    /// <summary>One sentence on standard error, nothing on standard output, and no word of the program's insides.</summary>
    public static void RefusedWith(this Shell.Ran ran, int status, params string[] says) => Assert.Multiple(() =>
    {
        Assert.That(ran.Status, Is.EqualTo(status), ran.Error);
        Assert.That(ran.Output, Is.Empty);
        Assert.That(ran.Error.TrimEnd('\n'), Is.Not.Empty.And.Not.Contains("\n"));
        foreach (var word in says)
            Assert.That(ran.Error, Does.Contain(word));
    });
}
