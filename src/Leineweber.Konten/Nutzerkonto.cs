namespace Leineweber.Konten;

/// <summary>How an account came to be.</summary>
public enum Kontoart
{
    /// <summary>Without registration; found again by a private link.</summary>
    Gast,

    /// <summary>Registered here with a confirmed mail address.</summary>
    Lokal,

    /// <summary>Through a provider of identities (OpenID Connect).</summary>
    Oidc,

    /// <summary>An organisation's (company, association, authority), through a provider for organisations. Several people act in it; it holds nothing of a person but who acted.</summary>
    Organisation,
}

/// <summary>The account of a citizen or company, a guest's included.</summary>
public sealed class Nutzerkonto
{
    private Nutzerkonto()
    {
    }

    internal Nutzerkonto(Kontoart kind, DateTime now)
    {
        Kind = kind;
        CreatedAt = now;
    }

    /// <summary>Id.</summary>
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>How it came to be.</summary>
    public Kontoart Kind { get; private init; }

    /// <summary>Given name, or null.</summary>
    public string? Vorname { get; internal set; }

    /// <summary>Family name, or null.</summary>
    public string? Nachname { get; internal set; }

    /// <summary>Name of the organisation as its provider gives it; null for people's accounts.</summary>
    public string? Organisation { get; internal set; }

    /// <summary>Legal form of the organisation in words, or null.</summary>
    public string? Rechtsform { get; internal set; }

    /// <summary>Where the organisation is registered: "HRB 12345, Amtsgericht Bielefeld", or null.</summary>
    public string? Register { get; internal set; }

    /// <summary>Mail address for notices, or null.</summary>
    public string? Email { get; internal set; }

    /// <summary>When the mail address was confirmed; null where it was only typed.</summary>
    public DateTime? EmailConfirmedAt { get; internal set; }

    /// <summary>Telephone, or null.</summary>
    public string? Telefon { get; internal set; }

    /// <summary>Street, or null.</summary>
    public string? Strasse { get; internal set; }

    /// <summary>House number with letter, or null.</summary>
    public string? Hausnummer { get; internal set; }

    /// <summary>Post code, or null.</summary>
    public string? Plz { get; internal set; }

    /// <summary>Town, or null.</summary>
    public string? Ort { get; internal set; }

    /// <summary>Date of birth, or null.</summary>
    public DateOnly? Geburtsdatum { get; internal set; }

    /// <summary>Language of mails: <c>de</c> or <c>en</c>.</summary>
    public string Sprache { get; internal set; } = "de";

    /// <summary>Since when.</summary>
    public DateTime CreatedAt { get; private init; }

    /// <summary>Last sign-in.</summary>
    public DateTime? LastSignInAt { get; internal set; }

    /// <summary>The account a guest's things were taken over into, or null.</summary>
    public Guid? MergedIntoId { get; internal set; }

    /// <summary>When it was deleted; then nothing personal is left in it.</summary>
    public DateTime? DeletedAt { get; internal set; }

    /// <summary>Name of the organisation or full name of the person; empty where it is not known.</summary>
    public string Name => Organisation ?? $"{Vorname} {Nachname}".Trim();

    /// <summary>True for an organisation's account.</summary>
    public bool IsOrganisation => Kind == Kontoart.Organisation;

    /// <summary>Street and house number, or null.</summary>
    public string? Anschrift => Strasse is null ? null : $"{Strasse} {Hausnummer}".Trim();
}

/// <summary>The person, or the organisation, of a provider of identities who signs in to an account; an account may have several.</summary>
internal sealed class Identitaet
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public required Guid KontoId { get; init; }

    /// <summary>Name of the provider in the tenant's settings.</summary>
    public required string Provider { get; init; }

    /// <summary>Issuer and subject as the provider names the person, or the organisation's identifier (<see cref="Oidc.Organisationskonten"/>); never the mail address.</summary>
    public required string SubjectKey { get; init; }

    public required DateTime LinkedAt { get; init; }
}

/// <summary>A private link of a guest; the table holds only the hash of its secret.</summary>
internal sealed class Gastlink
{
    public required string Hash { get; init; }

    public required Guid KontoId { get; init; }

    public required DateTime CreatedAt { get; init; }
}
