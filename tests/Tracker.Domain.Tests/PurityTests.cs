using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Tracker.Domain.Deadlines;

namespace Tracker.Domain.Tests;

/// <summary>The domain has no clock, no chance and no I/O: the compiled assembly is asked, not the source.</summary>
sealed class PurityTests
{
    static readonly string[] ForbiddenTypes =
    [
        "NodaTime.IClock", "NodaTime.SystemClock", "NodaTime.ZonedClock", "NodaTime.DateTimeZoneProviders",
        "System.TimeProvider", "System.TimeZoneInfo", "System.Diagnostics.Stopwatch", "System.Threading.Timer", "System.Threading.PeriodicTimer",
        "System.Random", "System.Console", "System.Diagnostics.Process",
        "System.Runtime.InteropServices.NativeLibrary",
    ];

    static readonly string[] ForbiddenMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.Threading.Thread.Sleep", "System.Threading.Tasks.Task.Delay",
    ];

    static readonly string[] ForbiddenMembersOf = ["System.Environment", "System.AppContext"];

    /// <summary>The compiler's own: iterators ask for their thread, generated patterns for the time limit of the host.</summary>
    static readonly string[] Generated = ["System.Environment.get_CurrentManagedThreadId", "System.AppContext.GetData"];

    static readonly string[] ForbiddenNamespaces =
        ["System.IO", "System.Net", "System.Data", "System.Security.Cryptography", "Microsoft.Win32"];

    /// <summary>Text in memory is no I/O, though it lives beside it.</summary>
    static readonly string[] InMemory =
        ["System.IO.TextReader", "System.IO.TextWriter", "System.IO.StringReader", "System.IO.StringWriter"];

    [Test]
    public void The_domain_touches_no_clock_no_chance_and_no_IO() => Assert.That(Impurities(typeof(WorkingCalendar)), Is.Empty);

    [Test]
    public void The_domain_references_NodaTime_and_the_framework_only() =>
        Assert.That(Read(typeof(WorkingCalendar), m => m.AssemblyReferences
                .Select(r => m.GetString(m.GetAssemblyReference(r).Name)).Where(n => n != "NodaTime" && !n.StartsWith("System.", StringComparison.Ordinal))),
            Is.Empty);

    [TestCase("System.DateTime.get_Now")]
    [TestCase("System.Diagnostics.Stopwatch")]
    [TestCase("System.Environment.get_MachineName")]
    [TestCase("System.IO.File")]
    [TestCase("System.Random")]
    [TestCase("NodaTime.SystemClock")]
    public void What_is_impure_is_named(string member) => Assert.That(Impurities(typeof(Impure)), Does.Contain(member));

    /// <summary>What the domain must not do, so that the test is known to see it.</summary>
    static class Impure
    {
        public static object[] Everything() =>
            [DateTime.Now, Environment.MachineName, Stopwatch.GetTimestamp(), File.Exists("x"), Random.Shared, NodaTime.SystemClock.Instance];
    }

    static List<string> Impurities(Type inAssembly) => Read(inAssembly, metadata =>
        Types(metadata).Where(IsForbiddenType).Concat(Members(metadata).Where(IsForbiddenMember)).Distinct().Order());

    static bool IsForbiddenMember(string member) => ForbiddenMembers.Contains(member)
        || !Generated.Contains(member) && ForbiddenMembersOf.Any(t => member.StartsWith(t + ".", StringComparison.Ordinal));

    static bool IsForbiddenType(string type) => ForbiddenTypes.Contains(type)
        || !InMemory.Contains(type) && ForbiddenNamespaces.Any(n => type.StartsWith(n + ".", StringComparison.Ordinal));

    static IEnumerable<string> Types(MetadataReader metadata) => metadata.TypeReferences.Select(t => NameOf(metadata, t));

    static IEnumerable<string> Members(MetadataReader metadata) =>
        from handle in metadata.MemberReferences
        let member = metadata.GetMemberReference(handle)
        where member.Parent.Kind == HandleKind.TypeReference
        select $"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}";

    static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    static List<string> Read(Type inAssembly, Func<MetadataReader, IEnumerable<string>> question)
    {
        using var file = new PEReader(File.OpenRead(inAssembly.Assembly.Location));
        return [.. question(file.GetMetadataReader())];
    }
}
