using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.WebEncoders;

namespace Tracker.Web.Platform;

/// <summary>Puts the web program together; <c>serve</c> and the tests start the same one.</summary>
public static class TrackerWeb
{
    /// <param name="settings">where to listen and which database</param>
    /// <param name="more">what a test or a verb adds, such as the worker</param>
    public static WebApplication Build(Settings settings, Action<WebApplicationBuilder>? more = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(TrackerWeb).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
            // Settings are read once; watching the file for changes would only take one of the few watchers that a user has.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.UseUrls(settings.Listen.ToString());
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);
        builder.Services.AddTracker(settings);
        builder.Services.AddCookieSignIn(settings);
        // Chinese stays readable in the source of a page.
        builder.Services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddRazorPages(o =>
        {
            o.RootDirectory = "/Features";
            o.Conventions.Add(new PageRights.Convention());
        })
        // No script checks forms here; with it on, an empty summary of errors brings a style of its own, which the browser refuses.
        .AddViewOptions(o => o.HtmlHelperOptions.ClientValidationEnabled = false);
        builder.Services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(o =>
        {
            o.MultipartBodyLengthLimit = 130L << 20;
            // A 报送表 has some twenty fields a line, and a unit may have hundreds of lines.
            o.ValueCountLimit = 20_000;
        });
        builder.WebHost.ConfigureKestrel(o => o.Limits.MaxRequestBodySize = 130L << 20);
        more?.Invoke(builder);

        var app = builder.Build();
        app.UseExceptionHandler("/error");
        app.UseStatusCodePagesWithReExecute("/not-found", "?status={0}");
        app.Use(SecurityHeaders);
        app.UseStaticFiles();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(ChangePasswordFirst);
        app.MapRazorPages();
        app.MapGet("/healthz", () => "ok");
        app.MapGet("/readyz", Ready);
        return app;
    }

    static Task SecurityHeaders(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        return next(http);
    }

    static Task ChangePasswordFirst(HttpContext http, RequestDelegate next)
    {
        if (http.ActorOrNobody() is null || !http.MustChangePassword() || http.Request.Path.Value is "/password" or "/sign-out")
            return next(http);
        http.Response.Redirect("/password");
        return Task.CompletedTask;
    }

    static async Task<IResult> Ready(Database database)
    {
        await using var connection = await database.Open();
        await Migrations.RefuseOtherVersion(connection);
        return Results.Text("ready");
    }
}
