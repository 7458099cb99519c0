using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;

namespace Leineweber.Zahlungen.Check;

/// <summary>Time to ask a provider how an attempt went.</summary>
/// <param name="Provider">Name of the provider.</param>
/// <param name="Reference">The attempt.</param>
/// <param name="Round">How often it was asked before, from 1.</param>
public sealed record CheckZahlung(string Provider, string Reference, int Round);

/// <summary>Asks until the provider's final word, since call-backs get lost: after 1, 2, 4 … minutes, then hourly for three days.</summary>
internal sealed class CheckZahlungJob(LeineweberDb db, Kasse kasse) : IHandle<CheckZahlung>
{
    private const int LastRound = 80; // about three days

    public async Task Run(CheckZahlung payload, CancellationToken cancel)
    {
        if (await kasse.Confirm(payload.Provider, payload.Reference, cancel) || payload.Round >= LastRound)
        {
            return;
        }

        await db.Write(Actor.System("zahlungen"), write =>
        {
            var pause = TimeSpan.FromMinutes(Math.Min(60, Math.Pow(2, Math.Min(payload.Round, 10))));
            write.Enqueue(payload with { Round = payload.Round + 1 }, write.Now + pause);
            return Task.CompletedTask;
        }, cancel);
    }
}

/// <summary>Special numbers of rounds.</summary>
internal static class CheckZahlungRounds
{
    /// <summary>A call-back's question is asked once; the poll begun with the attempt goes on by itself.</summary>
    public const int Single = 1_000;
}
