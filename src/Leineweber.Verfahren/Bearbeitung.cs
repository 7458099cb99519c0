using Leineweber.Foundation;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren;

/// <summary>Where the work on a Vorgang stands.</summary>
public enum Bearbeitungsstand
{
    /// <summary>Arrived, or something new came in; nobody has looked yet.</summary>
    Neu,

    /// <summary>Somebody works on it.</summary>
    InBearbeitung,

    /// <summary>Waits for the citizen.</summary>
    Wartet,

    /// <summary>A second person must sign the decision.</summary>
    ZurZeichnung,

    /// <summary>Decided; the letter is being typeset, sealed and delivered.</summary>
    Ausfertigung,

    /// <summary>Decided and provided to the citizen.</summary>
    Entschieden,

    /// <summary>Closed (z. d. A.).</summary>
    Abgeschlossen,
}

/// <summary>The work on one Vorgang that came from an Antrag: who has it, what it waits for, until when. One row of the Arbeitskorb.</summary>
public sealed class Bearbeitung
{
    /// <summary>The Vorgang; key of the row.</summary>
    public required Guid VorgangId { get; init; }

    /// <summary>Its reference.</summary>
    public required string Aktenzeichen { get; init; }

    /// <summary>Its cabinet; decides who sees it.</summary>
    public required Guid AktenschrankId { get; init; }

    /// <summary>The Antrag it came from; one row each.</summary>
    public required Guid AntragId { get; init; }

    /// <summary>The citizen's number of the Antrag.</summary>
    public required string AntragNummer { get; init; }

    /// <summary>Name of the service as the citizen read it.</summary>
    public required string Leistung { get; init; }

    /// <summary>Key of the form; chooses the letters.</summary>
    public required string FormularKey { get; init; }

    /// <summary>The applicant's name.</summary>
    public required string Person { get; init; }

    /// <summary>The account decisions and questions go to.</summary>
    public required Guid KontoId { get; init; }

    /// <summary>The office in charge.</summary>
    public required string UnitNummer { get; init; }

    /// <summary>True where a second person must sign the decision.</summary>
    public required bool FourEyes { get; init; }

    /// <summary>When the Antrag arrived.</summary>
    public required DateTime EingegangenAt { get; init; }

    /// <summary>Where the work stands.</summary>
    public Bearbeitungsstand Stand { get; private set; }

    /// <summary>Who has it, or null.</summary>
    public Guid? BearbeiterId { get; private set; }

    /// <summary>Their name.</summary>
    public string? Bearbeiter { get; private set; }

    /// <summary>The next day something is due, or null.</summary>
    public DateOnly? FristAm { get; private set; }

    /// <summary>What is due then.</summary>
    public string? FristGrund { get; private set; }

    /// <summary>When it was decided.</summary>
    public DateTime? EntschiedenAt { get; private set; }

    /// <summary>Minutes from arrival to decision, kept so that figures need not compute them; null until then.</summary>
    public int? DauerMinuten { get; private set; }

    /// <summary>When it was closed.</summary>
    public DateTime? AbgeschlossenAt { get; private set; }

    /// <summary>Raised with every change, so that two changes at once are seen.</summary>
    public int Version { get; private set; }

    /// <summary>True until the decision: then nothing but closing is left.</summary>
    public bool IsOpen => Stand is Bearbeitungsstand.Neu or Bearbeitungsstand.InBearbeitung or Bearbeitungsstand.Wartet or Bearbeitungsstand.ZurZeichnung;

    /// <summary>Gives it to somebody; what was new is then under way.</summary>
    internal Outcome<Bearbeitung> Assign(Guid id, string name)
    {
        if (Stand == Bearbeitungsstand.Abgeschlossen)
        {
            return Closed();
        }

        (BearbeiterId, Bearbeiter) = (id, name);
        if (Stand == Bearbeitungsstand.Neu)
        {
            Stand = Bearbeitungsstand.InBearbeitung;
        }

        Version++;
        return this;
    }

    /// <summary>Sets the next date to look at it again.</summary>
    internal Outcome<Bearbeitung> SetFrist(DateOnly? day, string? reason)
    {
        if (Stand == Bearbeitungsstand.Abgeschlossen)
        {
            return Closed();
        }

        (FristAm, FristGrund) = (day, day is null ? null : reason);
        Version++;
        return this;
    }

    /// <summary>Waits for the citizen's answer until a day.</summary>
    internal Outcome<Bearbeitung> Wait(DateOnly until)
    {
        if (!IsOpen || Stand == Bearbeitungsstand.ZurZeichnung)
        {
            return AlreadyDecided();
        }

        Stand = Bearbeitungsstand.Wartet;
        return SetFrist(until, "Antwort der antragstellenden Person");
    }

    /// <summary>Something came in: it is to be looked at again.</summary>
    internal void Wake()
    {
        if (Stand == Bearbeitungsstand.Wartet)
        {
            Stand = Bearbeitungsstand.Neu;
            (FristAm, FristGrund) = (null, null);
        }

        Version++;
    }

    /// <summary>The citizen wrote: it is to be looked at, whoever has it keeps it. What waits for a signature stays there.</summary>
    internal void News()
    {
        Wake();
        if (Stand == Bearbeitungsstand.InBearbeitung)
        {
            Stand = Bearbeitungsstand.Neu;
        }
    }

    /// <summary>Hands the drafted decision to a second person.</summary>
    internal Outcome<Bearbeitung> SubmitForSigning()
    {
        if (!IsOpen)
        {
            return AlreadyDecided();
        }

        Stand = Bearbeitungsstand.ZurZeichnung;
        Version++;
        return this;
    }

    /// <summary>The second person gave it back.</summary>
    internal void Return()
    {
        Stand = Bearbeitungsstand.InBearbeitung;
        Version++;
    }

    /// <summary>Records the decision. A second one needs a new Vorgang, so it is refused.</summary>
    internal Outcome<Bearbeitung> Decide(DateTime now)
    {
        if (!IsOpen)
        {
            return AlreadyDecided();
        }

        Stand = Bearbeitungsstand.Ausfertigung;
        EntschiedenAt = now;
        DauerMinuten = (int)Math.Clamp((now - EingegangenAt).TotalMinutes, 0, int.MaxValue);
        (FristAm, FristGrund) = (null, null);
        Version++;
        return this;
    }

    /// <summary>The letter lies in the citizen's Postkorb.</summary>
    internal void Delivered()
    {
        if (Stand == Bearbeitungsstand.Ausfertigung)
        {
            Stand = Bearbeitungsstand.Entschieden;
            Version++;
        }
    }

    /// <summary>Closes it.</summary>
    internal Outcome<Bearbeitung> Close(DateTime now)
    {
        if (Stand == Bearbeitungsstand.Abgeschlossen)
        {
            return Closed();
        }

        if (Stand is Bearbeitungsstand.ZurZeichnung or Bearbeitungsstand.Ausfertigung)
        {
            return new Refusal("vorgang.not-finished", T("Der Bescheid ist noch unterwegs. Bitte schließen Sie den Vorgang danach."));
        }

        Stand = Bearbeitungsstand.Abgeschlossen;
        AbgeschlossenAt = now;
        (FristAm, FristGrund) = (null, null);
        Version++;
        return this;
    }

    private static Refusal AlreadyDecided() =>
        new("vorgang.already-decided", T("Über diesen Vorgang ist bereits entschieden. Bitte laden Sie die Seite neu, um den Bescheid zu sehen."));

    private static Refusal Closed() => new("vorgang.closed", T("Dieser Vorgang ist geschlossen (z. d. A.)."));
}
