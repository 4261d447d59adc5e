using System.Text.Json.Nodes;

namespace Tracker.Web.Tests.Features.Notices;

/// <summary>The five notices, end to end, against what a careful reader found in them.</summary>
[TestFixture("xizang-2018")]
[TestFixture("bozhou-2018")]
[TestFixture("youxian-2018")]
[TestFixture("xizang-2016")]
[TestFixture("xizang-2020")]
public sealed class FiveNoticesTests(string name)
{
    readonly GoldNotice notice = GoldNotice.Of(name);

    [TestCase("title"), TestCase("documentNumber"), TestCase("issuer"), TestCase("issuedOn"), TestCase("publishedOn"), TestCase("planYear"), TestCase("addressees")]
    public void The_head_says_who_what_and_when(string field) =>
        Assert.That(GoldNotice.Value(notice.Read, "notice/" + field), Is.EqualTo(GoldNotice.Value(notice.Gold, "notice/" + field)));

    [Test]
    public void Dates_outside_the_tasks_are_found() => Same("noticeDeadlines", "raw", "due");

    [Test]
    public void Aims_with_a_year_are_found() => Same("goals", "raw", "due", "text");

    [Test]
    public void Categories_stand_in_order() => Same("categories", "no", "title");

    [Test]
    public void Tasks_have_their_category_number_and_title() => Same("tasks", "category", "no", "title");

    [Test]
    public void Units_are_named_as_written() => Same("tasks", "no", "lead", "support", "unitsRaw", "inherited/units");

    [Test]
    public void Time_limits_keep_their_words() => Same("tasks", "no", "timeLimit/raw", "timeLimit/kind", "timeLimit/due", "inherited/timeLimit");

    [Test]
    public void Dates_in_sentences_are_milestones() => SameInTasks("milestones", "raw", "due");

    [Test]
    public void Recurring_duties_are_obligations() => SameInTasks("obligations", "raw", "rule", "days", "times", "per");

    [Test]
    public void Collective_names_are_told_by_kind() => SameInTasks("collective", "unit", "kind");

    [Test]
    public void Texts_are_whole_and_what_is_not_sure_is_doubted()
    {
        var pairs = notice.Gold["tasks"]!.AsArray().Zip(notice.Read["tasks"]!.AsArray());
        foreach (var (gold, read) in pairs)
            if ((string)gold!["text"]! != (string)read!["text"]! && !IsSparedByDoubt(read) && !DiffersByAVariantOnly(gold, read))
                Assert.Fail($"{read["id"]}: {read["text"]}");
    }

    [Test]
    public void At_most_one_field_in_ten_is_doubted() =>
        Assert.That(NoticeDifferences.DoubtedFields(notice.Read), Is.LessThanOrEqualTo(notice.Read["tasks"]!.AsArray().Count * 6 / 10));

    void Same(string list, params string[] values) =>
        Assert.That(GoldNotice.Lines(notice.Read[list], values), Is.EqualTo(GoldNotice.Lines(notice.Gold[list], values)));

    void SameInTasks(string list, params string[] values) =>
        Assert.That(Gathered(notice.Read, list, values), Is.EqualTo(Gathered(notice.Gold, list, values)));

    static IEnumerable<string> Gathered(JsonNode document, string list, string[] values) =>
        document["tasks"]!.AsArray().SelectMany(t => GoldNotice.Lines(t![list], values).Select(l => $"{t["category"]} {t["no"]}: {l}"));

    static bool IsSparedByDoubt(JsonNode read) => read["doubts"]!.AsArray().Any(d => (string)d!["field"]! == "text");

    // The dictionary keeps 著, which the labels write 着.
    static bool DiffersByAVariantOnly(JsonNode gold, JsonNode read) => ((string)read["text"]!).Replace('著', '着') == (string)gold["text"]!;
}
