using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Calendar;

/// <summary>A file with a year's arrangement, on its way into the calendar.</summary>
public static class CalendarFile
{
    /// <param name="content">CSV (UTF-8, UTF-16 or GB18030) or xlsx</param>
    /// <exception cref="RuleBroken">it is no table, or not one of a calendar</exception>
    public static async Task<CalendarTable> Read(Database database, int regionId, byte[] content, string name, int year)
    {
        await using var connection = await database.Open();
        var known = (await Calendars.Load(connection, regionId)).Knows(year);
        try
        {
            return CalendarTable.Read(TableFile.Lines(content, name), year, known);
        }
        catch (Exception e) when (e is Stop or DataUnreadable)
        {
            throw new RuleBroken("table-unreadable", e is DataUnreadable ? e.Message + "。" : e.Message);
        }
    }

    public static ReviseCalendar.Form Form(CalendarTable table, int year) => table.Faults.Count == 0 ? new(false, table.Facts, $"导入{year}年放假安排")
        : throw new RuleBroken("table-has-faults", $"表中有{table.Faults.Count}处错误，一天也没有写入。{table.Faults[0]}。");
}
