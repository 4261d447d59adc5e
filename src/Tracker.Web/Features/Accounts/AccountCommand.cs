using System.CommandLine;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Accounts;

/// <summary><c>tracker account create</c>: the first administrator of a real database comes from here.</summary>
public static class AccountCommand
{
    public static Command Create() => new("account", "账号") { CreateOne() };

    static Command CreateOne()
    {
        var login = new Argument<string>("登录名");
        var name = new Option<string>("--name") { Description = "姓名", Required = true };
        var email = new Option<string?>("--email") { Description = "电子邮箱" };
        var unit = new Option<string>("--unit") { Description = "单位代码", Required = true };
        var role = new Option<Role[]>("--role") { Description = "角色，可写多个：" + string.Join(' ', Enum.GetNames<Role>()), Required = true, AllowMultipleArgumentsPerToken = true };
        var command = new Command("create", "新建账号；密码只显示一次，首次登录时修改") { login, name, email, unit, role };
        var acting = new Acting(command);
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandServices.Build();
            var (by, at) = await acting.Resolve(parsed, services);
            var form = new CreateAccount.Form(parsed.GetValue(login)!, parsed.GetValue(name)!, parsed.GetValue(email), parsed.GetValue(unit)!, parsed.GetValue(role)!);
            var password = await services.GetRequiredService<CreateAccount>().Run(by, at, form);
            Console.Error.WriteLine("密码（只显示这一次）：");
            Console.WriteLine(password);
            return ExitStatus.Done;
        });
        return command;
    }
}
