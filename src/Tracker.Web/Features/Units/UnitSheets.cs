using System.Globalization;
using Npgsql;
using NodaTime;
using Tracker.Domain.Units;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Units;

/// <summary>The registry as a table that can be changed and brought back; brought back unchanged it changes nothing.</summary>
public static class UnitSheets
{
    static readonly double[] widths = [12, 40, 20, 40, 14, 12, 8, 12, 12, 8, 40];

    public static async Task<byte[]> Csv(NpgsqlConnection connection, int regionId) =>
        TableFile.Csv((await UnitRecords.Load(connection, regionId)).Select(Cells).Prepend([.. UnitDraft.Columns]));

    public static async Task Xlsx(Stream to, NpgsqlConnection connection, int regionId, LocalDate today)
    {
        var units = await UnitRecords.Load(connection, regionId);
        var heading = $"单位　截至{today.OnPaper()}　共{units.Count}个　改好后可以整表导回，代码用来对应，不要改；删去的行不会删除单位";
        await Workbook.Write(to, new Sheet("单位", heading, [.. UnitDraft.Columns.Zip(widths, (title, width) => new SheetColumn(title, width))],
            units.Select(u => Cells(u).ToArray<object?>()).ToAsyncEnumerable()));
    }

    // Dates and numbers travel as text, so that no spreadsheet shows them in a way of its own.
    static string[] Cells(UnitDraft unit) =>
    [
        unit.Code, unit.FullName, unit.ShortName, string.Join('；', unit.Aliases), unit.Kind.Chinese(), unit.Parent, unit.Order.ToString(CultureInfo.InvariantCulture),
        unit.FoundedOn?.Iso() ?? "", unit.EndedOn?.Iso() ?? "", unit.Doubtful ? "是" : "", unit.Note,
    ];
}
