using static Leineweber.Foundation.Texts;

namespace Leineweber.Postkorb;

/// <summary>By which law a message takes effect. Stored per message, since the rules differ and change.</summary>
public enum BekanntgabeRegel
{
    /// <summary>No legal effect hangs on the delivery.</summary>
    Formlos,

    /// <summary>§ 9 OZG (version of 24 July 2024): inbox of a user account; third day after provision.</summary>
    Ozg9,

    /// <summary>§ 41 (2a) VwVfG: provision for retrieval with consent; the day after retrieval, none where not retrieved within ten days of the notice.</summary>
    VwVfG41Absatz2a,
}

/// <summary>Where the legal effect stands.</summary>
public enum BekanntgabeStand
{
    /// <summary>Nothing to compute.</summary>
    Keine,

    /// <summary>The day is known.</summary>
    Steht,

    /// <summary>Waits for the retrieval.</summary>
    Offen,

    /// <summary>Not retrieved in time: not notified, must go another way.</summary>
    Gescheitert,
}

/// <summary>The day a decision counts as notified, with the reason as people read it.</summary>
/// <param name="Stand">Where it stands.</param>
/// <param name="Tag">The day, in the city's calendar.</param>
/// <param name="Begruendung">Why, in the reader's language.</param>
public sealed record Bekanntgabe(BekanntgabeStand Stand, DateOnly? Tag, string Begruendung)
{
    /// <summary>Days after the notice in which a document under § 41 (2a) VwVfG must be retrieved.</summary>
    public const int RetrievalDays = 10;

    /// <summary>Days after provision under § 9 OZG.</summary>
    public const int OzgDays = 3;

    /// <summary>Computes the day from the evidence alone; the same evidence always gives the same day.</summary>
    /// <param name="regel">The rule stored with the message.</param>
    /// <param name="provided">Day of provision.</param>
    /// <param name="notified">Day the notice was sent, or null.</param>
    /// <param name="retrieved">Day of the first retrieval, or null.</param>
    /// <param name="today">Today, for "not retrieved in time".</param>
    /// <remarks>
    /// Neither rule moves the day over weekends or holidays: the day of notification is no time limit in the sense of § 31 VwVfG.
    /// The time limit for an objection that begins with it is moved (see <c>Fristen</c> of the Verfahren module).
    /// </remarks>
    public static Bekanntgabe Of(BekanntgabeRegel regel, DateOnly provided, DateOnly? notified, DateOnly? retrieved, DateOnly today) => regel switch
    {
        BekanntgabeRegel.Ozg9 => new(
            BekanntgabeStand.Steht,
            provided.AddDays(OzgDays),
            T("§ 9 Onlinezugangsgesetz: am dritten Tag nach der Bereitstellung am {0}", Foundation.Show.ShortDate(provided))),
        BekanntgabeRegel.VwVfG41Absatz2a => OnRetrieval(notified, retrieved, today),
        _ => new(BekanntgabeStand.Keine, null, T("Diese Nachricht hat keine Rechtswirkung.")),
    };

    private static Bekanntgabe OnRetrieval(DateOnly? notified, DateOnly? retrieved, DateOnly today)
    {
        var last = notified?.AddDays(RetrievalDays);
        if (retrieved is { } day && (last is null || day <= last))
        {
            return new(BekanntgabeStand.Steht, day.AddDays(1), T("§ 41 Absatz 2a VwVfG: am Tag nach dem Abruf am {0}", Foundation.Show.ShortDate(day)));
        }

        return last < today
            ? new(BekanntgabeStand.Gescheitert, null, T("§ 41 Absatz 2a VwVfG: bis zum {0} nicht abgerufen, die Bereitstellung ist beendet. Der Bescheid muss auf anderem Weg bekannt gegeben werden.", Foundation.Show.ShortDate(last.Value)))
            : new(BekanntgabeStand.Offen, null, T("§ 41 Absatz 2a VwVfG: am Tag nach dem Abruf. Noch nicht abgerufen."));
    }
}
