using System.Globalization;
using System.Text.Json.Nodes;
using Leineweber.Formulare;
using Leineweber.Formulare.Submit;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten;

namespace Leineweber.Commands.Bench;

/// <summary>People who are signed in as guests, a form of 60 questions, and drafts of theirs that are filled in and wait to be submitted.</summary>
internal sealed class Antragsvorrat : IAsyncDisposable
{
    private const int Pages = 6;
    private const int QuestionsPerPage = 10;
    private static readonly HashSet<string> NothingWaits = [];
    private readonly List<Person> people = [];
    private Fassung form = null!;

    /// <summary>One caller with a scope of its own, as requests have one; signing in is not what is measured.</summary>
    private sealed record Person(AsyncServiceScope Scope, string Cookie, Guid Konto, LeineweberDb Db, Einreichung Submission);

    public static async Task<Antragsvorrat> Prepare(Tenants tenants, Tenant tenant, int callers, IServiceScopeFactory scopes, CancellationToken cancel)
    {
        var made = new Antragsvorrat();
        for (var i = 0; i < callers; i++)
        {
            var http = new DefaultHttpContext();
            await using (var arriving = Scope(tenants, tenant, scopes))
            {
                http.RequestServices = arriving.ServiceProvider;
                await arriving.ServiceProvider.GetRequiredService<Nutzerkonten>().StartGuest(http, cancel);
            }

            made.people.Add(await Enter(Scope(tenants, tenant, scopes), http.Response.Headers.SetCookie.ToString().Split(';')[0], cancel));
        }

        var catalog = made.people[0].Scope.ServiceProvider.GetRequiredService<Formularkatalog>();
        var clerk = Actor.System("bench");
        var (version, notes) = await catalog.Import(clerk, Form().ToJsonString(), cancel);
        if (version is null)
        {
            throw new InvalidOperationException(string.Join("; ", notes.Select(note => $"{note.Path}: {note.Message}")));
        }

        await catalog.Publish(clerk, version.Id, cancel);
        made.form = await catalog.Version(version.Id, cancel);
        await made.SayWho(tenants, tenant, scopes, cancel);
        return made;
    }

    /// <summary>A first application each, which keeps the guest's name with the account; the requests after it know the account with its name.</summary>
    private async Task SayWho(Tenants tenants, Tenant tenant, IServiceScopeFactory scopes, CancellationToken cancel)
    {
        var first = await Drafts(people.Count, cancel);
        for (var i = 0; i < people.Count; i++)
        {
            await Submit(i, first[i][0], cancel);
            await people[i].Scope.DisposeAsync();
            people[i] = await Enter(Scope(tenants, tenant, scopes), people[i].Cookie, cancel);
        }
    }

    private static AsyncServiceScope Scope(Tenants tenants, Tenant tenant, IServiceScopeFactory scopes)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Space = tenants.Space(tenant);
        return scope;
    }

    private static async Task<Person> Enter(AsyncServiceScope scope, string cookie, CancellationToken cancel)
    {
        var services = scope.ServiceProvider;
        var http = new DefaultHttpContext { RequestServices = services };
        http.Request.Headers.Cookie = cookie;
        var person = services.GetRequiredService<Kontoperson>();
        await person.Load(http, cancel);
        return new Person(scope, cookie, person.Konto, services.GetRequiredService<LeineweberDb>(), services.GetRequiredService<Einreichung>());
    }

    /// <summary>Submits a draft the way the page does.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public async Task<Eingereicht> Submit(int caller, Guid draft, CancellationToken cancel)
    {
        var outcome = await people[caller].Submission.Submit(draft, 0, NothingWaits, cancel);
        return outcome.Refusal is { } no ? throw new InvalidOperationException(no.Message) : outcome.Value;
    }

    /// <summary>New drafts, filled in to the end, by caller.</summary>
    public async Task<IReadOnlyList<Guid[]>> Drafts(int count, CancellationToken cancel)
    {
        var entered = Answers().ToJsonString();
        var seen = string.Join(' ', form.Form.Pages.Select(page => page.Id));
        var drafts = new List<Guid[]>();
        foreach (var person in people)
        {
            drafts.Add(await person.Db.Write(Actor.System("bench"), write =>
            {
                var made = Enumerable.Range(0, Math.Max(1, count / people.Count)).Select(_ => new Antrag
                {
                    FormularVersionId = form.Version.Id,
                    FormularKey = form.Form.Key,
                    KontoId = person.Konto,
                    Language = "de",
                    CreatedAt = write.Now,
                    ChangedAt = write.Now,
                    Entered = entered,
                    SeenPages = seen,
                }).ToArray();
                write.Db.AddRange(made);
                return Task.FromResult(made.Select(draft => draft.Id).ToArray());
            }, cancel));
        }

        return drafts;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in people)
        {
            await person.Scope.DisposeAsync();
        }
    }

    private static JsonObject Form() => new()
    {
        ["format"] = "leineweber-formular/1",
        ["key"] = "messung",
        ["title"] = Word("Antrag mit 60 Angaben"),
        ["summary"] = Word("Zum Messen"),
        ["stelle"] = "660.14",
        ["aktenplan"] = "66.10",
        ["guest"] = true,
        ["level"] = 0,
        ["applicant"] = new JsonObject { ["name"] = new JsonArray("f0_0", "f0_1") },
        ["privacy"] = Word("Nichts davon gehört zu einer Person."),
        ["binding"] = Word("Mit dem Absenden endet die Messung."),
        ["next"] = new JsonArray(Word("Der nächste Antrag.")),
        ["pages"] = new JsonArray([.. Enumerable.Range(0, Pages).Select(page => new JsonObject
        {
            ["id"] = $"seite-{page}",
            ["title"] = Word($"Seite {page + 1}"),
            ["fields"] = new JsonArray([.. Enumerable.Range(0, QuestionsPerPage).Select(question => Question(page, question))]),
        })]),
    };

    /// <summary>Ten kinds of questions a page; from the second page on one is only asked because of what was answered before.</summary>
    private static JsonNode Question(int page, int question)
    {
        var field = new JsonObject { ["id"] = $"f{page}_{question}", ["label"] = Word($"Frage {page + 1}.{question + 1}") };
        field["type"] = question switch { 0 or 1 or 2 => "text", 3 => "longtext", 4 => "number", 5 => "date", 6 => "choice", 7 => "yesno", 8 => "email", _ => "money" };
        if (question == 2)
        {
            field["pattern"] = "[A-Z]{1,3}-[A-Z]{1,2} [0-9]{1,4}";
        }
        else if (question == 6)
        {
            field["options"] = new JsonArray(new JsonObject { ["value"] = "a", ["label"] = Word("A") }, new JsonObject { ["value"] = "b", ["label"] = Word("B") });
        }

        if (page > 0 && question == 4)
        {
            field["when"] = new JsonObject { ["field"] = string.Create(CultureInfo.InvariantCulture, $"f{page - 1}_6"), ["op"] = "eq", ["value"] = "b" };
        }

        return field;
    }

    private static JsonObject Answers()
    {
        var answers = new JsonObject();
        for (var page = 0; page < Pages; page++)
        {
            for (var question = 0; question < QuestionsPerPage; question++)
            {
                answers[$"f{page}_{question}"] = question switch
                {
                    0 => "Wilhelmine",
                    1 => "Weberin-Straßenmüller",
                    2 => "BI-LW 1234",
                    3 => "Das Fahrzeug steht jeden Abend in der Straße, in der ich wohne, und wird von niemandem sonst benutzt.",
                    4 => JsonValue.Create(17 + page),
                    5 => "1987-05-23",
                    6 => "b",
                    7 => JsonValue.Create(true),
                    8 => "w.weberin@example.org",
                    _ => JsonValue.Create(12_345L),
                };
            }
        }

        return answers;
    }

    private static JsonObject Word(string german) => new() { ["de"] = german };
}
