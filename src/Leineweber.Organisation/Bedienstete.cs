namespace Leineweber.Organisation;

/// <summary>A member of the city's staff.</summary>
public sealed class Bedienstete
{
    private Bedienstete()
    {
    }

    internal Bedienstete(string vorname, string nachname, string email, DateTime now)
    {
        Vorname = vorname;
        Nachname = nachname;
        Email = email;
        CreatedAt = now;
    }

    /// <summary>Id.</summary>
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>Given name.</summary>
    public string Vorname { get; internal set; } = "";

    /// <summary>Family name.</summary>
    public string Nachname { get; internal set; } = "";

    /// <summary>Mail address at work.</summary>
    public string Email { get; internal set; } = "";

    /// <summary>Telephone at work.</summary>
    public string? Telefon { get; internal set; }

    /// <summary>What the person does, e.g. "Sachbearbeitung Bewohnerparken"; stands on letters.</summary>
    public string? Funktion { get; internal set; }

    /// <summary>The unit the person belongs to.</summary>
    public Guid? UnitId { get; internal set; }

    /// <summary>When the person was entered.</summary>
    public DateTime CreatedAt { get; private init; }

    /// <summary>When access ended, or null.</summary>
    public DateTime? EndedAt { get; internal set; }

    /// <summary>Last sign-in.</summary>
    public DateTime? LastSignInAt { get; internal set; }

    /// <summary>Full name.</summary>
    public string Name => $"{Vorname} {Nachname}";
}
