namespace Leineweber.Foundation.Security;

/// <summary>Who a session belongs to; citizens and staff sign in separately.</summary>
public enum SitzungKind
{
    /// <summary>A citizen's, company's or guest's account.</summary>
    Konto,

    /// <summary>A member of staff.</summary>
    Bedienstete,
}

/// <summary>A signed-in session, kept in the tenant's database; the cookie holds only a random token, the table its hash.</summary>
/// <remarks>A token of one tenant means nothing in another: it is looked up in the other's database and not found.</remarks>
public sealed class Sitzung
{
    /// <summary>SHA-256 of the token, hex.</summary>
    public required string TokenHash { get; init; }

    /// <summary>Citizen or staff.</summary>
    public required SitzungKind Kind { get; init; }

    /// <summary>Id of the account or the member of staff.</summary>
    public required string SubjectId { get; init; }

    /// <summary>Trust level of this sign-in (Vertrauensniveau), 0 guest, 1 basic (Basisregistrierung), 2 normal, 3 substantial, 4 high.</summary>
    public required int Level { get; init; }

    /// <summary>When it began.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was last used (to the minute).</summary>
    public DateTime SeenAt { get; internal set; }

    /// <summary>When it ends at the latest.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>Longest pause between two requests, minutes.</summary>
    public required int IdleMinutes { get; init; }

    /// <summary>The device it began on, as <see cref="Security.Geraet"/> keeps it; null where the browser said nothing.</summary>
    public string? Geraet { get; init; }

    /// <summary>Name of the person who acts, where the account is an organisation's and several people use it; null elsewhere.</summary>
    public string? Handelnd { get; init; }

    /// <summary>When the person last showed again who they are (<see cref="SignIn.Bestaetigung"/>); null where not since the sign-in.</summary>
    public DateTime? ConfirmedAt { get; init; }

    /// <summary>Names the session on pages; says nothing about its token.</summary>
    public string Kennung => TokenHash[..16];

    /// <summary>True until it ran out, by its age or for want of use.</summary>
    public bool IsOpenAt(DateTime now) => ExpiresAt > now && SeenAt.AddMinutes(IdleMinutes) > now;

    /// <summary>How long it lasts if nobody does anything from now on.</summary>
    public TimeSpan LeftAt(DateTime now) => TimeSpan.FromMinutes(IdleMinutes) is var idle && ExpiresAt - now < idle ? ExpiresAt - now : idle;
}
