using Leineweber.Foundation;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Zahlungen;

/// <summary>Where a claim stands.</summary>
public enum ForderungStatus
{
    /// <summary>To be paid.</summary>
    Offen,

    /// <summary>Paid in full.</summary>
    Bezahlt,

    /// <summary>No longer asked for, e.g. because the application was withdrawn before it was paid.</summary>
    Erlassen,
}

/// <summary>A claim of the city against a person: what for, how much, and whether it is settled.</summary>
public sealed class Forderung
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The reference people and the treasury know it by.</summary>
    public required string Kassenzeichen { get; init; }

    /// <summary>What it belongs to, e.g. <c>antrag:…</c>; one claim per reference.</summary>
    public required string Bezug { get; init; }

    /// <summary>Who owes it.</summary>
    public required Guid KontoId { get; set; }

    /// <summary>What for, one line, at most 200 characters.</summary>
    public required string Zweck { get; init; }

    /// <summary>Amount in euro cents, more than 0.</summary>
    public required long Cents { get; init; }

    /// <summary>Path of the city's page to return to after paying.</summary>
    public required string ReturnPath { get; init; }

    /// <summary>When it arose, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public ForderungStatus Status { get; private set; }

    /// <summary>When it was settled, UTC.</summary>
    public DateTime? PaidAt { get; private set; }

    /// <summary>Last day to pay, in the city's calendar; null where none was set.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>When it was given up, UTC.</summary>
    public DateTime? WaivedAt { get; private set; }

    /// <summary>Why it was given up, for the treasury.</summary>
    public string? WaiveReason { get; private set; }

    /// <summary>Guards against two changes at once.</summary>
    public int Version { get; private set; }

    /// <summary>Subject of its Protokoll entries.</summary>
    public string Subject => $"forderung:{Id}";

    /// <summary>Settles the claim. Only an open claim is settled; whatever comes later, or after it was given up, must go back.</summary>
    /// <returns>True where this payment settled it.</returns>
    public bool Settle(DateTime now)
    {
        if (Status != ForderungStatus.Offen)
        {
            return false;
        }

        (Status, PaidAt) = (ForderungStatus.Bezahlt, now);
        Version++;
        return true;
    }

    /// <summary>Gives the claim up. Asked again it changes nothing.</summary>
    public Outcome<Forderung> Waive(DateTime now, string why)
    {
        if (Status == ForderungStatus.Bezahlt)
        {
            return new Refusal("forderung.already-paid", T("Diese Forderung ist schon bezahlt. Bitte erstatten Sie den Betrag."));
        }

        if (Status == ForderungStatus.Offen)
        {
            (Status, WaivedAt, WaiveReason) = (ForderungStatus.Erlassen, now, why.Length <= 300 ? why : why[..300]);
            Version++;
        }

        return this;
    }
}

/// <summary>What a module asks the Kasse to claim.</summary>
/// <param name="Bezug">What it belongs to; asking twice for the same gives the same claim.</param>
/// <param name="KontoId">Who owes it.</param>
/// <param name="Zweck">What for.</param>
/// <param name="Cents">Amount in euro cents, more than 0.</param>
/// <param name="ReturnPath">Local path to return to after paying.</param>
public sealed record NeueForderung(string Bezug, Guid KontoId, string Zweck, long Cents, string ReturnPath)
{
    /// <summary>Last day to pay, in the city's calendar; null for none.</summary>
    public DateOnly? DueOn { get; init; }
}
