namespace Tracker.Domain.WorkItems;

/// <summary>One unit's part in one work item. The stronger role is the smaller value:
/// a lead answers for the item, a responsible unit for its own field, a support only to the lead.</summary>
public enum AssignmentRole { Lead, Responsible, Support }

/// <summary>What people see for each role.</summary>
public static class AssignmentRoleWords
{
    public static string Chinese(this AssignmentRole role) => role switch
    {
        AssignmentRole.Lead => "牵头",
        AssignmentRole.Responsible => "责任",
        AssignmentRole.Support => "协办",
    };
}
