using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Tracker.Web.Platform;

/// <summary>The cookie names region, person and stamp; roles are read anew on every request.</summary>
public static class CookieSignIn
{
    const string RegionClaim = "region", PersonClaim = "person", StampClaim = "stamp";
    static readonly object actorKey = new(), mustChangeKey = new();

    public static void AddCookieSignIn(this IServiceCollection services, Settings settings) =>
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "tracker";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;   // Strict would sign people out who follow a link in a mail
            options.Cookie.SecurePolicy = settings.PublicUrl.Scheme == "https" ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            options.LoginPath = "/sign-in";
            options.AccessDeniedPath = "/denied";
            options.ReturnUrlParameter = "to";
            options.ExpireTimeSpan = TimeSpan.FromHours(10);
            options.SlidingExpiration = true;
            options.Events.OnValidatePrincipal = Validate;
        });

    public static Task SignIn(this HttpContext http, SignedIn person) => http.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(
        [
            new(RegionClaim, person.RegionId.ToString()),
            new(PersonClaim, person.PersonId.ToString()),
            new(StampClaim, person.SecurityStamp.ToString()),
        ], CookieAuthenticationDefaults.AuthenticationScheme)));

    /// <summary>The person behind this request.</summary>
    /// <exception cref="InvalidOperationException">nobody is signed in; pages open to all must not ask</exception>
    public static Actor Actor(this HttpContext http) => http.ActorOrNobody() ?? throw new InvalidOperationException("nobody is signed in");

    public static Actor? ActorOrNobody(this HttpContext http) => http.Items[actorKey] as Actor;

    public static bool MustChangePassword(this HttpContext http) => http.Items[mustChangeKey] is true;

    static async Task Validate(CookieValidatePrincipalContext context)
    {
        var principal = context.Principal!;
        if (int.TryParse(principal.FindFirstValue(RegionClaim), out var regionId)
            && long.TryParse(principal.FindFirstValue(PersonClaim), out var personId)
            && Guid.TryParse(principal.FindFirstValue(StampClaim), out var stamp)
            && await context.HttpContext.RequestServices.GetRequiredService<Actors>().Behind(regionId, personId, stamp) is var (actor, mustChange))
        {
            context.HttpContext.Items[actorKey] = actor;
            context.HttpContext.Items[mustChangeKey] = mustChange;
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync();
    }
}
