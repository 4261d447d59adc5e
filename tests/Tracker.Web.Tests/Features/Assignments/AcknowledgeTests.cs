using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using static Tracker.Domain.WorkItems.AssignmentRole;

namespace Tracker.Web.Tests.Features.Assignments;

[TestFixture]
public sealed class AcknowledgeTests
{
    SmallOffice plan = null!;

    [SetUp]
    public async Task Create()
    {
        plan = await SmallOffice.Create();
        await plan.Item(("a", Lead), ("b", Support));
        await plan.Item(("a", Support), ("c", Lead));
    }

    [TearDown]
    public async Task Drop() => await plan.DisposeAsync();

    async Task Sign(string login, string unit) =>
        await plan.Get<Acknowledge>().Run(await plan.Person(login), SmallOffice.On(6, 12), plan.DispatchId, plan.Unit(unit));

    [Test]
    public async Task One_act_signs_all_items_of_a_unit_and_leaves_one_event()
    {
        await Sign("li-a", "a");
        Assert.Multiple(async () =>
        {
            Assert.That(await plan.Scalar<long>("SELECT count(*) FROM acknowledgements"), Is.EqualTo(1));
            Assert.That(await plan.Scalar<string>("SELECT string_agg(sentence, ';') FROM events WHERE verb = 'Acknowledge'"), Is.EqualTo("签收2项任务"));
            Assert.That(await plan.Scalar<long>("SELECT count(*) FROM lamps WHERE lamp = 'Green'"), Is.EqualTo(2), "lamps are brought up to date");
        });
    }

    [Test]
    public async Task The_second_time_says_who_signed_and_when()
    {
        await Sign("li-a", "a");
        var refused = await Assert.CatchAsync<RuleBroken>(() => Sign("li-a", "a"));
        Assert.That(refused!.Message, Does.StartWith("已由人员li-a于 2018-06-12").And.EndWith("签收，不用再签。"));
        Assert.That(await plan.Scalar<long>("SELECT count(*) FROM events WHERE verb = 'Acknowledge'"), Is.EqualTo(1));
    }

    [TestCase("li-b", TestName = "Another_unit_cannot_sign")]
    [TestCase("coordinator", TestName = "The_office_cannot_sign_for_a_unit")]
    [TestCase("leader", TestName = "A_leader_cannot_sign_for_a_unit")]
    public async Task Cannot_sign(string login)
    {
        var refused = await Assert.CatchAsync<RuleBroken>(() => Sign(login, "a"));
        Assert.That(refused!.Rule, Is.EqualTo(NotYours.Rule));
    }
}
