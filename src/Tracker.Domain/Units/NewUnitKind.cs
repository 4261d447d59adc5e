namespace Tracker.Domain.Units;

/// <summary>What sort of unit comes out of a reorganisation whose document does not say.</summary>
public static class NewUnitKind
{
    /// <summary>厅 and 委员会 are departments, a bureau cut out of a department is an agency; what came from bodies of coordination or from
    /// central bodies stays one, unless it becomes a department.</summary>
    /// <param name="before">units that it came from, the first of which counts</param>
    /// <returns>null where nothing tells</returns>
    public static UnitKind? Of(string fullName, IReadOnlyList<Unit> before)
    {
        if (before is not [var first, ..]) return null;
        if (before.All(u => u.Kind is UnitKind.Department or UnitKind.Agency or UnitKind.Body) && (fullName.EndsWith('厅') || fullName.EndsWith("委员会", StringComparison.Ordinal)))
            return UnitKind.Department;
        return first.Kind == UnitKind.Department && fullName.EndsWith('局') ? UnitKind.Agency : first.Kind;
    }
}
