using System.CommandLine;
using System.Globalization;
using System.Text;
using Tracker.Web.Features.Accounts;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Demo;
using Tracker.Web.Features.Notices;
using Tracker.Web.Features.Replay;
using Tracker.Web.Features.Returns;
using Tracker.Web.Features.RollUps;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Features.Units;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Features.Digests;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Platform;

Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
// The command line speaks the language of its users, whatever the machine's is.
CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = new CultureInfo("zh-Hans");

var root = new RootCommand("督办：把分工方案变成办成的事")
{
    ServeCommand.Create(),
    WorkerCommand.Create(),
    RemindCommand.Create(),
    DigestCommand.Create(),
    MigrateCommand.Create(),
    AccountCommand.Create(),
    SeedCommand.Create(),
    UnitsCommand.Create(),
    CalendarCommand.Create(),
    LampsCommand.Create(),
    DemoCommand.Create(),
    ReadCommand.Create(),
    ImportCommand.Create(),
    DispatchCommand.Create(),
    AssignmentCommands.Acknowledge(),
    AssignmentCommands.Report(),
    ReturnCommand.Create(),
    CompletionCommands.Complete(),
    CompletionCommands.Confirm(),
    CompletionCommands.Return(),
    RollUpCommand.Create(),
};

return await Verbs.Run(root, args);
