using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Tracker.Web.Platform;

/// <summary>What pages, jobs, verbs of the shell and tests all stand on.</summary>
public static class TrackerServices
{
    public static IServiceCollection AddTracker(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(MachineTime.With(settings.ClockOffset));
        services.AddSingleton(_ => Database.At(settings.DatabaseUrl));
        services.AddSingleton<OfficeClock>();
        services.AddSingleton<EventLog>();
        services.AddSingleton<MailTransports>();
        services.AddSingleton<MailPace>();
        // Chinese stays readable in the source of a mail.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<JobRunner>();
        services.AddSingleton<Passwords>();
        services.AddDataProtection().SetApplicationName("tracker");
        services.Configure<KeyManagementOptions>(o =>
            (o.XmlRepository, o.XmlEncryptor) = (new DatabaseKeys(settings.DatabaseUrl), SealedKeys.Encryptor(settings.KeySecret)));
        foreach (var feature in Assembly.GetExecutingAssembly().GetTypes().Where(IsFeature))
            services.AddTransient(feature);
        return services;
    }

    static bool IsFeature(Type type) => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFeature));
}
