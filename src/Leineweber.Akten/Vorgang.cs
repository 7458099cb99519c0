using Leineweber.Foundation;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten;

/// <summary>Where a Vorgang stands in the file.</summary>
public enum VorgangStatus
{
    /// <summary>Under way.</summary>
    Offen,

    /// <summary>Closed (z. d. A.): nothing more is filed, the retention period runs.</summary>
    Geschlossen,
}

/// <summary>One matter of business inside an Akte, from intake to closing order.</summary>
public sealed class Vorgang
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Its reference: office, year, running number, e.g. <c>660.14-2026-000417</c>. Given out once, never reused.</summary>
    public required string Aktenzeichen { get; init; }

    /// <summary>What it is about.</summary>
    public required string Betreff { get; set; }

    /// <summary>The Akte it belongs to.</summary>
    public required Guid AkteId { get; init; }

    /// <summary>The cabinet of its Akte: decides, with the office, who sees it.</summary>
    public required Guid AktenschrankId { get; init; }

    /// <summary>The office in charge (Federfuehrung).</summary>
    public required string UnitNummer { get; set; }

    /// <summary>What it came from, e.g. <c>antrag:0198…</c>; at most one Vorgang each. Null where it was opened by hand.</summary>
    public string? Bezug { get; init; }

    /// <summary>Open or closed.</summary>
    public VorgangStatus Status { get; private set; }

    /// <summary>When it was opened.</summary>
    public required DateTime OpenedAt { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTime? ClosedAt { get; private set; }

    /// <summary>Last day of the retention period (Aufbewahrungsfrist); known once closed.</summary>
    public DateOnly? AufbewahrenBis { get; private set; }

    /// <summary>Raised with every change of the row.</summary>
    public int Version { get; private set; }

    /// <summary>Closes it (z. d. A.). The retention period begins with the end of the calendar year.</summary>
    /// <param name="now">When.</param>
    /// <param name="jahre">Years to keep it, not negative.</param>
    internal Outcome<Vorgang> Close(DateTime now, int jahre)
    {
        if (Status == VorgangStatus.Geschlossen)
        {
            return new Refusal("vorgang.already-closed", T("Dieser Vorgang ist bereits geschlossen."));
        }

        Status = VorgangStatus.Geschlossen;
        ClosedAt = now;
        AufbewahrenBis = new DateOnly(Clock.ToLocal(now).Year + jahre, 12, 31);
        Version++;
        return this;
    }
}

/// <summary>What opens a Vorgang.</summary>
/// <param name="UnitNummer">The office in charge.</param>
/// <param name="AktenplanKey">Kennzeichen of the plan node; one the plan does not know is filed under <see cref="Aktenplaneinheit.Unassigned"/>.</param>
/// <param name="Betreff">What it is about; cut at 300 characters.</param>
/// <param name="Bezug">What it came from, e.g. <c>antrag:0198…</c>; opening twice for the same gives the same Vorgang.</param>
public sealed record NeuerVorgang(string UnitNummer, string AktenplanKey, string Betreff, string? Bezug);
