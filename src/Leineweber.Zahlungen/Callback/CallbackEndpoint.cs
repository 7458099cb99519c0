using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Zahlungen.Providers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Zahlungen.Callback;

/// <summary>Takes providers' call-backs. Whatever they claim, the provider itself is asked; a forged or repeated one changes nothing.</summary>
internal static class CallbackEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/zahlungen/rueckmeldung/{provider}", Take).DisableAntiforgery();

    private static async Task<IResult> Take(string provider, [FromForm] string? reference, LeineweberDb db, IEnumerable<IZahlweg> providers, CancellationToken cancel)
    {
        if (!providers.Any(one => one.Name == provider))
        {
            return TypedResults.NotFound();
        }

        if (reference is not { Length: > 0 and <= 120 })
        {
            return TypedResults.BadRequest();
        }

        // Our attempt is kept before the provider hears of it: a reference that is not there is nobody's, and strangers fill no queue.
        if (!await db.Set<Zahlung>().AnyAsync(row => row.Provider == provider && row.Reference == reference, cancel))
        {
            return TypedResults.NotFound();
        }

        // Acknowledged only once it is durable that we will ask.
        await db.Write(Actor.System($"zahlweg {provider}"), write =>
        {
            write.Enqueue(new Check.CheckZahlung(provider, reference, Check.CheckZahlungRounds.Single));
            return Task.CompletedTask;
        }, cancel);
        return TypedResults.NoContent();
    }
}
