using System.Net;
using System.Security.Cryptography;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.Rechte;

/// <summary>Someone who asks: the sessions they hold and the things their addresses speak of. Asks raw, without following anything.</summary>
internal sealed class Akteur(City city, string name, IReadOnlyDictionary<string, string> values)
{
    private readonly List<(string Cookie, string Token, Tenant Tenant, Func<Sitzung> Session)> sessions = [];

    /// <summary>Column of the table.</summary>
    public string Name => name;

    /// <summary>Values for the parameters of the addresses.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>Gives the actor a session of this kind without the way through the sign-in page (the password check is slow by design).</summary>
    /// <param name="kind">Citizen or staff.</param>
    /// <param name="subject">Whose.</param>
    /// <param name="level">Trust level.</param>
    /// <param name="tenant">In which city's database it stands.</param>
    /// <param name="expired">True where it ran out an hour ago.</param>
    /// <param name="handelnd">Who acts, where the subject is an organisation.</param>
    public async Task<Akteur> SignIn(SitzungKind kind, Guid subject, int level, Tenant? tenant = null, bool expired = false, string? handelnd = null)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Sitzung Make()
        {
            var now = city.Clock.GetUtcNow().UtcDateTime;
            return new Sitzung
            {
                TokenHash = Einmalschluessel.HashOf(token),
                Kind = kind,
                SubjectId = subject.ToString(),
                Level = level,
                CreatedAt = now,
                ExpiresAt = now.AddHours(expired ? -1 : 12),
                IdleMinutes = 240,
                Handelnd = handelnd,
            };
        }

        sessions.Add((kind == SitzungKind.Konto ? "lw-konto" : "lw-amt", token, tenant ?? city.Bielefeld, Make));
        await Renew();
        return this;
    }

    /// <summary>Makes the actor's sessions again where an answer ended them.</summary>
    public async Task Renew()
    {
        foreach (var (_, token, tenant, make) in sessions)
        {
            var hash = Einmalschluessel.HashOf(token);
            if (!await city.Read(db => db.Set<Sitzung>().AnyAsync(row => row.TokenHash == hash), tenant))
            {
                await city.Write(
                    w =>
                    {
                        var session = make();
                        w.Db.Add(session);
                        w.Db.Entry(session).Property(row => row.SeenAt).CurrentValue = w.Now;
                        return Task.CompletedTask;
                    },
                    tenant);
            }
        }
    }

    /// <summary>A request of this actor, ready to be changed and sent.</summary>
    public HttpRequestMessage Request(HttpMethod method, string address, string host = "127.0.0.1", Formularschutz? form = null, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(method, new Uri(new Uri($"http://{host}/"), address));
        var cookies = sessions.Select(session => $"{session.Cookie}={session.Token}").ToList();
        if (form is { Cookie.Length: > 0 })
        {
            cookies.Add(form.Cookie);
        }

        if (method == HttpMethod.Post)
        {
            var all = fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).ToList();
            if (form is not null)
            {
                all.Add(KeyValuePair.Create("__formular", form.Token));
            }

            request.Content = new FormUrlEncodedContent(all);
        }

        if (cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", cookies));
        }

        request.Headers.Add("Accept-Language", "de");
        return request;
    }
}

/// <summary>A valid pair of form token and cookie; it is bound to no session, so one pair serves all actors of a test.</summary>
/// <param name="Cookie">The cookie, <c>name=value</c>.</param>
/// <param name="Token">The hidden field's value.</param>
internal sealed record Formularschutz(string Cookie, string Token)
{
    public static async Task<Formularschutz> Get(City city, string host = "127.0.0.1")
    {
        var visitor = city.Visitor(host);
        var page = await visitor.Open("/echtheit");
        var cookie = visitor.Cookies.GetCookies(new Uri($"http://{host}/")).First(one => one.Name == "lw-form");
        return new($"{cookie.Name}={cookie.Value}", page.Document.QuerySelector("input[name=__formular]")!.GetAttribute("value")!);
    }
}
