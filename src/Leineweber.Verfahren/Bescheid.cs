using Leineweber.Foundation;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren;

/// <summary>What was decided.</summary>
public enum Entscheidungsart
{
    /// <summary>Granted.</summary>
    Bewilligung,

    /// <summary>Granted in part.</summary>
    Teilbewilligung,

    /// <summary>Refused.</summary>
    Ablehnung,

    /// <summary>A certificate or confirmation, nothing to object to.</summary>
    Bestaetigung,
}

/// <summary>Where a decision's letter stands.</summary>
public enum Bescheidstand
{
    /// <summary>Being written.</summary>
    Entwurf,

    /// <summary>Waits for the second person.</summary>
    ZurZeichnung,

    /// <summary>Decided; to be typeset.</summary>
    Erlassen,

    /// <summary>Typeset; to be sealed.</summary>
    Gesetzt,

    /// <summary>Sealed; to be filed and delivered.</summary>
    Gesiegelt,

    /// <summary>In the Akte and in the citizen's Postkorb.</summary>
    Bereitgestellt,
}

/// <summary>The written decision about a Vorgang, one each: drafted, signed by a second person where needed, typeset, sealed, filed, delivered.</summary>
public sealed class Bescheid
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The Vorgang.</summary>
    public required Guid VorgangId { get; init; }

    /// <summary>What was decided.</summary>
    public Entscheidungsart Art { get; private set; }

    /// <summary>The letter's subject.</summary>
    public string Betreff { get; private set; } = "";

    /// <summary>Salutation.</summary>
    public string Anrede { get; private set; } = "";

    /// <summary>Body, paragraphs parted by empty lines.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Conditions and duties (§ 36 VwVfG), one per line; empty without.</summary>
    public string Nebenbestimmungen { get; private set; } = "";

    /// <summary>Information on legal remedies (§ 37 (6) VwVfG); empty without.</summary>
    public string Rechtsbehelf { get; private set; } = "";

    /// <summary>Where it stands.</summary>
    public Bescheidstand Stand { get; private set; }

    /// <summary>Who drafted it last.</summary>
    public Guid AutorId { get; private set; }

    /// <summary>Their name.</summary>
    public string Autor { get; private set; } = "";

    /// <summary>Their function, for the signature; may be empty.</summary>
    public string AutorFunktion { get; private set; } = "";

    /// <summary>Who signed as second person, or null.</summary>
    public Guid? ZeichnerId { get; private set; }

    /// <summary>Their name.</summary>
    public string? Zeichner { get; private set; }

    /// <summary>Why it was given back, or null.</summary>
    public string? Rueckgabe { get; private set; }

    /// <summary>When it was decided: the date on the letter.</summary>
    public DateTime? ErlassenAt { get; private set; }

    /// <summary>The typeset letter in the Ablage.</summary>
    public string? SatzSha256 { get; private set; }

    /// <summary>The sealed letter in the Ablage.</summary>
    public string? SiegelSha256 { get; private set; }

    /// <summary>Length of the sealed letter in bytes.</summary>
    public long SiegelSize { get; private set; }

    /// <summary>The filed document.</summary>
    public Guid? DokumentId { get; private set; }

    /// <summary>The message in the Postkorb.</summary>
    public Guid? NachrichtId { get; private set; }

    /// <summary>When it was provided for retrieval.</summary>
    public DateTime? BereitgestelltAt { get; private set; }

    /// <summary>When the citizen first retrieved it.</summary>
    public DateTime? AbgerufenAt { get; private set; }

    /// <summary>Day of legal notification, or null while it is not known.</summary>
    public DateOnly? BekanntgabeAm { get; private set; }

    /// <summary>The rule that gives that day.</summary>
    public string? BekanntgabeRegel { get; private set; }

    /// <summary>Last day to object; null where there is nothing to object to or the day is not known.</summary>
    public DateOnly? RechtsbehelfBis { get; private set; }

    /// <summary>Raised with every change.</summary>
    public int Version { get; private set; }

    /// <summary>Changes the draft.</summary>
    internal Outcome<Bescheid> Draft(Bescheidtext text, Guid autorId, string autor, string? funktion)
    {
        if (Stand != Bescheidstand.Entwurf)
        {
            return new Refusal("bescheid.not-a-draft", Stand == Bescheidstand.ZurZeichnung
                ? T("Der Bescheid liegt gerade zur Zeichnung und kann nicht geändert werden.")
                : T("Über diesen Vorgang ist bereits entschieden. Bitte laden Sie die Seite neu, um den Bescheid zu sehen."));
        }

        Art = text.Art;
        Betreff = text.Betreff;
        Anrede = text.Anrede;
        Text = text.Text;
        Nebenbestimmungen = text.Nebenbestimmungen;
        Rechtsbehelf = text.Rechtsbehelf;
        (AutorId, Autor, AutorFunktion) = (autorId, autor, funktion ?? "");
        Version++;
        return this;
    }

    internal void SubmitForSigning()
    {
        Stand = Bescheidstand.ZurZeichnung;
        Rueckgabe = null;
        Version++;
    }

    internal Outcome<Bescheid> Return(string grund)
    {
        if (Stand != Bescheidstand.ZurZeichnung)
        {
            return NotWaiting();
        }

        Stand = Bescheidstand.Entwurf;
        Rueckgabe = grund;
        Version++;
        return this;
    }

    internal Outcome<Bescheid> Sign(Guid zeichnerId, string zeichner)
    {
        if (Stand != Bescheidstand.ZurZeichnung)
        {
            return NotWaiting();
        }

        if (zeichnerId == AutorId)
        {
            return new Refusal("bescheid.own-draft", T("Diesen Bescheid haben Sie selbst entworfen. Bitte lassen Sie ihn von einer zweiten Person zeichnen."));
        }

        (ZeichnerId, Zeichner) = (zeichnerId, zeichner);
        Version++;
        return this;
    }

    internal void Issue(DateTime now)
    {
        Stand = Bescheidstand.Erlassen;
        ErlassenAt = now;
        Rueckgabe = null;
        Version++;
    }

    internal void Typeset(string sha256)
    {
        (Stand, SatzSha256) = (Bescheidstand.Gesetzt, sha256);
        Version++;
    }

    internal void Seal(string sha256, long size)
    {
        (Stand, SiegelSha256, SiegelSize) = (Bescheidstand.Gesiegelt, sha256, size);
        Version++;
    }

    internal void Deliver(Guid dokumentId, Guid nachrichtId, DateTime now)
    {
        (Stand, DokumentId, NachrichtId, BereitgestelltAt) = (Bescheidstand.Bereitgestellt, dokumentId, nachrichtId, now);
        Version++;
    }

    internal void Notified(DateTime? retrievedAt, DateOnly? bekanntgabe, string? regel)
    {
        AbgerufenAt ??= retrievedAt;
        (BekanntgabeAm, BekanntgabeRegel) = (bekanntgabe, regel);
        RechtsbehelfBis = bekanntgabe is { } day && Rechtsbehelf.Length > 0 ? Rechtsbehelfsfrist.LastDay(day) : null;
        Version++;
    }

    private static Refusal NotWaiting() =>
        new("bescheid.not-waiting", T("Dieser Bescheid wartet nicht mehr auf eine Zeichnung. Bitte laden Sie die Seite neu."));
}

/// <summary>The words of a decision as a caseworker writes them.</summary>
public sealed record Bescheidtext(Entscheidungsart Art, string Betreff, string Anrede, string Text, string Nebenbestimmungen, string Rechtsbehelf);
