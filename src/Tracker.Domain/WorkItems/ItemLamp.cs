namespace Tracker.Domain.WorkItems;

/// <summary>The lamp of one assignment, as the item's lamp sees it.</summary>
public readonly record struct RoleLamp(AssignmentRole Role, Lamp Lamp, bool Ended);

/// <summary>The lamp of a work item.</summary>
/// <param name="Ended">true once every lead and responsible unit has ended</param>
/// <param name="Responsible">how many responsible units show each lamp; empty where there are none</param>
public sealed record ItemLamp(Lamp Lamp, bool Ended, IReadOnlyDictionary<Lamp, int> Responsible)
{
    /// <summary>The worst lamp of the leads. With responsible units also red if enough of them are,
    /// and yellow if any is yellow, or red without there being enough. Supports do not colour the item.</summary>
    public static ItemLamp Of(IEnumerable<RoleLamp> assignments, LampRule rule)
    {
        var answering = assignments.Where(a => a.Role != AssignmentRole.Support).ToList();
        var leads = answering.Where(a => a.Role == AssignmentRole.Lead).ToList();
        var responsible = answering.Where(a => a.Role == AssignmentRole.Responsible).CountBy(a => a.Lamp).ToDictionary();
        var own = Worst(leads.Count > 0 ? leads : answering.Where(a => a.Lamp > Lamp.Yellow));
        var ended = answering.Count > 0 && answering.All(a => a.Ended);
        return new(WorseOf(own, LampOf(responsible, rule)), ended, responsible);
    }

    /// <summary>The counts beside the lamp, worst first: 3红5黄44绿; empty without responsible units.</summary>
    public string CountsInWords() =>
        string.Concat(Enum.GetValues<Lamp>().Where(Responsible.ContainsKey).Select(l => $"{Responsible[l]}{l.Colour()}"));

    static Lamp LampOf(Dictionary<Lamp, int> responsible, LampRule rule)
    {
        var red = responsible.GetValueOrDefault(Lamp.Red);
        return red > 0 && red * 100 >= responsible.Values.Sum() * rule.ItemRedPercent ? Lamp.Red
            : red > 0 || responsible.ContainsKey(Lamp.Yellow) ? Lamp.Yellow
            : Lamp.Grey;
    }

    // What has ended asks for nothing: 正常 beside it is the worse of the two, and so is 不计时.
    static Lamp Worst(IEnumerable<RoleLamp> lamps)
    {
        var (running, ended) = (lamps.Where(l => !l.Ended).ToList(), lamps.Where(l => l.Ended).ToList());
        return running.Count > 0 ? running.Min(l => l.Lamp) : ended.Count > 0 ? ended.Min(l => l.Lamp) : Lamp.Green;
    }

    static Lamp WorseOf(Lamp one, Lamp other) => one < other ? one : other;
}
