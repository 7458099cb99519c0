using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Leineweber.Zahlungen.Callback;

/// <summary>Takes providers' call-backs. Whatever they claim, the provider itself is asked; a forged or repeated one changes nothing.</summary>
internal static class CallbackEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/zahlungen/rueckmeldung/{provider}", Take).DisableAntiforgery();

    private static async Task<IResult> Take(string provider, [FromForm] string? reference, LeineweberDb db, CancellationToken cancel)
    {
        if (reference is not { Length: > 0 and <= 120 } || provider.Length > 40)
        {
            return TypedResults.BadRequest();
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
