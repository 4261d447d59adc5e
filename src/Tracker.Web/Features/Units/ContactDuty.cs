namespace Tracker.Web.Features.Units;

/// <summary>In what duty a person is a unit's contact; stored by name.</summary>
public enum ContactDuty { Liaison, OfficeDirector, DeputyInCharge }

public static class ContactDutyWords
{
    public static string Chinese(this ContactDuty duty) => duty switch
    {
        ContactDuty.Liaison => "联络员",
        ContactDuty.OfficeDirector => "办公室主任",
        ContactDuty.DeputyInCharge => "分管负责人",
    };
}
