using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Notices;

/// <summary>
/// Notices in the layouts and formats that offices send, end to end: each file <c>NAME.EXT</c> of <c>tests/notices</c> with
/// its <c>NAME.gold.json</c>, which says what a careful person reads there and was written before the program read it.
/// </summary>
public sealed class OwnNoticesTests
{
    const string GroundTruth = ".gold.json";

    static IEnumerable<string> Files() => Directory.GetFiles(Checkout.File("tests/notices"))
        .Where(f => !f.EndsWith(GroundTruth, StringComparison.Ordinal)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    static GoldNotice Read(string file) => GoldNotice.Beside(Checkout.File("tests/notices/" + file));

    [TestCaseSource(nameof(Files))]
    public void What_is_read_is_what_a_careful_person_reads(string file)
    {
        var notice = Read(file);
        Assert.That(NoticeDifferences.Between(notice.Gold, notice.Read), Is.Empty, file);
    }

    [Test]
    public void At_most_one_field_in_ten_is_doubted_over_all_of_them()
    {
        var read = Files().Select(f => Read(f).Read).ToList();
        var tasks = read.Sum(r => r["tasks"]!.AsArray().Count);
        Assert.That(read.Sum(NoticeDifferences.DoubtedFields), Is.LessThanOrEqualTo(tasks * 6 / 10));
    }

    [Test]
    public void Each_ground_truth_has_its_notice() =>
        Assert.That(Directory.GetFiles(Checkout.File("tests/notices"), "*" + GroundTruth).Select(f => Path.GetFileName(f)[..^GroundTruth.Length]),
            Is.EquivalentTo(Files().Select(Path.GetFileNameWithoutExtension).Distinct()));
}
