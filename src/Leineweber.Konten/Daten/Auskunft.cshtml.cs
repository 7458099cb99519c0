using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Konten.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Konten.Daten;

/// <summary>Everything the city keeps about the person under this account: to read, and as JSON to take along (Art. 15, 20 GDPR).</summary>
[Konto]
[ResponseCache(NoStore = true)]
public sealed class AuskunftModel(Kontoperson person, IEnumerable<IAuskunft> modules, LeineweberDb db, TimeProvider clock) : PageModel
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The parts.</summary>
    public IReadOnlyList<Auskunftsteil> Parts { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGet(CancellationToken cancel) => Parts = await Collect(cancel);

    /// <summary>Gives them as a file.</summary>
    public async Task<IActionResult> OnPost([FromServices] Bestaetigung confirmation, [FromServices] Kontoanmeldung side, CancellationToken cancel)
    {
        if (await confirmation.Missing(HttpContext, side, cancel) is { } ask)
        {
            return ask;
        }

        var export = new JsonObject(new[] { KeyValuePair.Create("stand", (JsonNode?)clock.Now()) }.Concat((await Collect(cancel)).Select(part => KeyValuePair.Create(part.Key, (JsonNode?)part.Data))));
        await db.Write(person.Actor, w =>
        {
            w.Record($"konto:{person.Konto}", "konto.exported", "Auskunft über gespeicherte Daten heruntergeladen");
            return Task.CompletedTask;
        }, cancel);
        return File(JsonSerializer.SerializeToUtf8Bytes(export, Json), "application/json", "meine-daten.json");
    }

    private async Task<IReadOnlyList<Auskunftsteil>> Collect(CancellationToken cancel)
    {
        var parts = new List<Auskunftsteil>();
        foreach (var module in modules)
        {
            parts.AddRange(await module.Tell(person.Ids, cancel));
        }

        return parts;
    }
}
