using System.Reflection;
using Dapper;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Platform.Rights;

/// <summary>Every verb as everybody, against <see cref="VerbTable"/>. Whoever is refused is refused by name, and leaves no row behind.</summary>
[TestFixture]
public sealed class VerbRightsTests
{
    static RightsWorld World => SealedWorld.World;

    static readonly Assembly web = typeof(IFeature).Assembly;

    // A verb says who acts, and says it first. Queries and the head of a page are asked by somebody too, and are no verbs.
    static IEnumerable<string> Verbs() =>
        from type in web.GetTypes()
        where type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFeature)) && !type.Name.EndsWith("Queries", StringComparison.Ordinal)
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        let name = $"{type.Name}.{method.Name}"
        where method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(Actor) && !Reads.Contains(name)
        select name;

    /// <summary>What is asked in somebody's name and could not write.</summary>
    static readonly HashSet<string> Reads = ["Masthead.For", "ReceiveNotice.EarlierThan"];

    [Test]
    public void Every_verb_has_its_row_and_every_row_its_verb() =>
        Assert.That(VerbTable.Rows.Select(v => v.Name), Is.EquivalentTo(Verbs().Distinct()));

    [Test]
    public void Neither_pages_nor_queries_write()
    {
        var statements = from type in web.GetTypes()
                         where type.IsAssignableTo(typeof(PageModel)) || type.Name.EndsWith("Queries", StringComparison.Ordinal)
                         from field in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
                         where field.IsLiteral && field.GetRawConstantValue() is string text
                             && new[] { "INSERT INTO", "UPDATE ", "DELETE FROM" }.Any(verb => text.Contains(verb, StringComparison.Ordinal) && !text.Contains("FOR UPDATE ", StringComparison.Ordinal))
                         select $"{type.Name}.{field.Name}";
        Assert.That(statements, Is.Empty);
    }

    [TestCaseSource(typeof(VerbTable), nameof(VerbTable.Rows))]
    public async Task As_everybody(VerbTable.Verb verb)
    {
        var answers = new List<string>();
        foreach (var who in VerbTable.Everybody)
            answers.Add($"{who} {await Answer(() => verb.Act(World, World.People[who]))}");
        Assert.That(answers, Is.EqualTo(VerbTable.Everybody.Select(who => $"{who} {verb.Expected(who)}")));
    }

    [Test]
    public async Task The_seal_lets_nothing_through()
    {
        await using var connection = await World.Get<Database>().Open();
        foreach (var sql in new[] { "DELETE FROM report_drafts", "UPDATE units SET position = position", "INSERT INTO regions (code, name) VALUES ('x', 'x')" })
            Assert.That(await Answer(() => connection.ExecuteAsync(sql)), Is.EqualTo("stored"), sql);
    }

    static async Task<string> Answer(Func<Task> act)
    {
        try
        {
            await act();
            return "shown";
        }
        catch (RuleBroken broken)
        {
            return broken.Rule;
        }
        // Everything was done, up to the moment at which it would have been kept.
        catch (PostgresException stopped) when (stopped.SqlState == RightsWorld.Sealed)
        {
            return "stored";
        }
    }
}
