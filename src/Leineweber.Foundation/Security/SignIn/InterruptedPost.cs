using System.Text.Json;
using Leineweber.Foundation.Data;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>A page that was sent after its session had run out: kept, encrypted, until the person is back, so that nothing typed is lost.</summary>
/// <remarks>Only pages sent from our own pages are kept (form token), only to the person whose session it was, for two hours. Files are not kept.</remarks>
public sealed record InterruptedPost(string Address, string Kind, string? SubjectId, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    internal const string Purpose = "seite.unterbrochen";
    private const int MostFields = 2000;
    private const int MostCharacters = 400_000;
    private static readonly TimeSpan Life = TimeSpan.FromHours(2);

    /// <summary>Address of the sign-in page with the way back: to this page, or to the page that was sent and is kept.</summary>
    /// <param name="http">The request that nobody is signed in for.</param>
    /// <param name="signIn">Path of the sign-in page.</param>
    /// <param name="kind">Citizen or staff.</param>
    public static async Task<string> SignInAddress(HttpContext http, string signIn, SitzungKind kind)
    {
        var here = http.Request.Path + http.Request.QueryString;
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        {
            return Weiter.With(signIn, here);
        }

        return Weiter.With(signIn, await Keep(http, here, kind) is { } secret ? $"/fortsetzen/{secret}" : http.Request.Path);
    }

    /// <summary>Looks at what was kept under a secret; null where there is nothing (any more) or it cannot be read.</summary>
    public static async Task<InterruptedPost?> Look(HttpContext http, string secret, CancellationToken cancel)
    {
        var db = http.RequestServices.GetRequiredService<LeineweberDb>();
        var key = await Einmalschluessel.Look(db, secret, Purpose, http.RequestServices.GetRequiredService<TimeProvider>().Now(), cancel);
        return key is null ? null : JsonSerializer.Deserialize<InterruptedPost>(Protector(http).Unprotect(key.Data));
    }

    private static async Task<string?> Keep(HttpContext http, string here, SitzungKind kind)
    {
        if (!http.Request.HasFormContentType || !await IsOurs(http))
        {
            return null;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var tokenField = http.RequestServices.GetRequiredService<Microsoft.Extensions.Options.IOptions<AntiforgeryOptions>>().Value.FormFieldName;
        var fields = form.Where(field => field.Key != tokenField && field.Key.Length <= 400)
            .SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))).ToList();
        if (fields.Count > MostFields || fields.Sum(field => field.Key.Length + field.Value.Length) > MostCharacters)
        {
            return null;
        }

        var db = http.RequestServices.GetRequiredService<LeineweberDb>();
        var post = new InterruptedPost(here, kind.ToString(), await FormerSubject(http, db, kind), fields);
        var data = Protector(http).Protect(JsonSerializer.Serialize(post));
        return await db.Write(Actor.System("sitzung"), w => Task.FromResult(Einmalschluessel.Make(w, Purpose, post.SubjectId ?? "", data, Life)));
    }

    private static async Task<bool> IsOurs(HttpContext http)
    {
        try
        {
            return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            // The form cannot even be read: too many fields, cut off.
            return false;
        }
    }

    private static async Task<string?> FormerSubject(HttpContext http, LeineweberDb db, SitzungKind kind)
    {
        if (http.Request.Cookies[Sitzungen.CookieName(kind)] is not { Length: 64 } token)
        {
            return null;
        }

        var hash = Einmalschluessel.HashOf(token);
        return await db.Set<Sitzung>().Where(row => row.TokenHash == hash && row.Kind == kind).Select(row => row.SubjectId).SingleOrDefaultAsync();
    }

    private static IDataProtector Protector(HttpContext http) => http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose);
}
