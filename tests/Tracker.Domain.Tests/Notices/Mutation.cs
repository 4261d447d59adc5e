namespace Tracker.Domain.Tests.Notices;

/// <summary>Damages a text as copying sites and converters do: parts cut, doubled, shuffled, characters dropped and put in.</summary>
static class Mutation
{
    const string PutIn = "（(）)、，。？\n1.一、  ";

    /// <summary>The mutation with this number under this seed; each can be made again without those before it.</summary>
    public static string Of(string text, int seed, int number)
    {
        var random = new Random(unchecked(seed * 486_187_739 + number));
        for (var i = random.Next(1, 6); i > 0 && text.Length > 10; i--)
            text = Damaged(text, random);
        return text;
    }

    static string Damaged(string text, Random random)
    {
        var at = random.Next(text.Length);
        var end = Math.Min(text.Length, at + random.Next(1, 400));
        return random.Next(5) switch
        {
            0 => text[..at] + text[end..],
            1 => text[..end] + text[at..],
            2 => Shuffled(text, random),
            3 => text.Remove(at, 1),
            _ => text[..at] + PutIn[random.Next(PutIn.Length)] + text[at..],
        };
    }

    static string Shuffled(string text, Random random)
    {
        var lines = text.Split('\n');
        var (a, b) = (random.Next(lines.Length), random.Next(lines.Length));
        (lines[a], lines[b]) = (lines[b], lines[a]);
        return string.Join('\n', lines);
    }
}
