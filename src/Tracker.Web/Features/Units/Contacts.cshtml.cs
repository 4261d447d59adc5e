using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>The form of a unit's contacts: those there are, in order, and room for more.</summary>
public sealed class ContactsModel(UnitDetailQueries queries, SaveContacts saveContacts) : TrackerPage
{
    const int RoomFor = 2;

    public sealed class Line
    {
        public ContactDuty Duty { get; set; }
        public string? Name { get; set; }
        public string? Email { get; set; }
        public string? Phone { get; set; }
        public string? Login { get; set; }

        public bool IsEmpty => string.IsNullOrWhiteSpace(Name + Email + Phone + Login);
    }

    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";
    [BindProperty] public int Version { get; set; }
    [BindProperty] public List<Line> Lines { get; set; } = [];

    public UnitDetailQueries.Details Unit { get; private set; } = null!;

    public async Task<IActionResult> OnGet()
    {
        if (await queries.Of(Actor.RegionId, Code) is not { } unit)
            return NotFound();
        (Unit, Version) = (unit, unit.Head.Version);
        Lines = [.. unit.Contacts.Select(c => new Line { Duty = Enum.Parse<ContactDuty>(c.Duty), Name = c.Name, Email = c.Email, Phone = c.Phone, Login = c.Login })];
        AddRoom();
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await queries.Of(Actor.RegionId, Code) is not { } unit)
            return NotFound();
        Unit = unit;
        await saveContacts.Run(Actor, await Moment(), Code, Version, [.. Lines.Where(l => !l.IsEmpty).Select(l =>
            new SaveContacts.Contact(l.Duty, Text(l.Name), Text(l.Email), Text(l.Phone), Text(l.Login)))]);
        Say($"{unit.Head.ShortName}的联系人已保存。");
        return LocalRedirect($"/units/{Code}");
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken)
    {
        foreach (var sentence in broken.Message.Split('\n'))
            ModelState.AddModelError("", sentence);
        if (broken.Rule == "unit-has-changed")
        {
            ModelState.Remove(nameof(Version));
            Version = Unit.Head.Version;
        }
        return Task.FromResult<IActionResult>(Page());
    }

    void AddRoom() => Lines.AddRange(Enumerable.Range(0, RoomFor).Select(_ => new Line()));

    static string Text(string? written) => (written ?? "").Trim();
}
