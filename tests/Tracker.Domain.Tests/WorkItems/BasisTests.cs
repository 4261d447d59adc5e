using Tracker.Domain.WorkItems;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.WorkItems;

sealed class BasisTests
{
    [TestCase("张三", "2018-11-05", null, "张三2018年11月5日签批")]
    [TestCase(null, null, "藏政办发〔2018〕88号", "藏政办发〔2018〕88号")]
    [TestCase("张三", "2018-11-05", "藏政办发〔2018〕88号", "张三2018年11月5日签批，藏政办发〔2018〕88号")]
    [TestCase(" ", null, "", "")]
    public void A_basis_is_told_in_words(string? signedBy, string? signedOn, string? document, string words) =>
        Assert.That(Basis.Of(signedBy, DayOrNull(signedOn), document).InWords(), Is.EqualTo(words));

    [TestCase(null, null, null, "basis-missing")]
    [TestCase("张三", null, null, "basis-missing")]
    [TestCase("张三", null, "藏政办发〔2018〕88号", "basis-half-given")]
    [TestCase(null, "2018-11-05", "藏政办发〔2018〕88号", "basis-half-given")]
    [TestCase("张三", "2018-11-21", null, "basis-of-the-future")]
    public void What_is_no_basis_is_refused(string? signedBy, string? signedOn, string? document, string rule) =>
        Assert.That(Assert.Catch<RuleBroken>(() => Basis.Of(signedBy, DayOrNull(signedOn), document).Require("延期", Day("2018-11-20")))!.Rule, Is.EqualTo(rule));

    [TestCase("张三", "2018-11-20", null)]
    [TestCase(null, null, "藏政办发〔2018〕88号")]
    public void A_signature_with_its_day_or_a_document_is_enough(string? signedBy, string? signedOn, string? document) =>
        Assert.DoesNotThrow(() => Basis.Of(signedBy, DayOrNull(signedOn), document).Require("延期", Day("2018-11-20")));
}
