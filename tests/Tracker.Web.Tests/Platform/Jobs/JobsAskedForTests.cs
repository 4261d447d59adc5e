using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Platform.Jobs;

/// <summary>立即运行: asked for on the page, run by whichever worker comes first.</summary>
[TestFixture]
public sealed class JobsAskedForTests
{
    [Test]
    public async Task What_an_administrator_asks_for_runs_once()
    {
        await using var office = await PracticeOffice.Open();
        using var client = await office.Client("xitong");
        using var answer = await client.PostAsync("/jobs?handler=RunNow", await client.Form("/jobs", ("name", "midnight-lamps")));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await client.GetStringAsync("/jobs"), Does.Contain("已要求运行"));
        var job = office.Get<JobsAskedFor>();
        Assert.That(await job.Run(CancellationToken.None), Is.EqualTo("重新判定到期的亮灯"));
        Assert.That(await job.Run(CancellationToken.None), Is.Empty);
        Assert.That(await office.One<bool>("SELECT ended_at >= started_at AND asked_for_at IS NULL FROM job_states WHERE name = 'midnight-lamps'"), Is.True);
        Assert.That(await client.GetStringAsync("/jobs"), Does.Not.Contain("已要求运行"));
    }

    [TestCase("nonsense")]
    [TestCase("asked-for")]
    public async Task What_is_no_job_is_refused(string name)
    {
        await using var office = await PracticeOffice.Open();
        await using var connection = await office.Get<Database>().Open();
        Assert.That((await Assert.ThrowsAsync<RuleBroken>(() => JobsAskedFor.Ask(connection, name, "某人", default)))!.Rule, Is.EqualTo("no-such-job"));
    }
}
