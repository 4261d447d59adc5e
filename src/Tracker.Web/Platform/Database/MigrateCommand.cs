using System.CommandLine;
using NodaTime;

namespace Tracker.Web.Platform;

/// <summary><c>tracker migrate</c>: brings the schema forward, as the role that owns it.</summary>
public static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "升级数据库结构（以 DATABASE_OWNER_URL 的角色）");
        command.SetAction(async (_, ct) =>
        {
            var migrations = new Migrations(CommandServices.Settings().DatabaseOwnerUrl);
            await migrations.Apply(SystemClock.Instance.GetCurrentInstant(), name => Console.Error.WriteLine($"升级：{name}"), JobEngine.Provision);
            return ExitStatus.Done;
        });
        return command;
    }
}
