using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Konten;

/// <summary>The citizen who is signed in in this request, a guest included.</summary>
public sealed class Kontoperson(LeineweberDb db, Sitzungen sessions, TimeProvider clock)
{
    private Nutzerkonto? account;
    private bool loaded;

    /// <summary>True where somebody is signed in, a guest included.</summary>
    public bool IsSignedIn => account is not null;

    /// <summary>True where it is a guest.</summary>
    public bool IsGuest => account?.Kind == Kontoart.Gast;

    /// <summary>True where the account is an organisation's: the person acts for it, and nothing personal is asked or shown.</summary>
    public bool IsOrganisation => account is { IsOrganisation: true };

    /// <summary>Name of the person who acts for the organisation; null where the account is a person's own.</summary>
    public string? Handelnd { get; private set; }

    /// <summary>The account.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the page lacks <see cref="KontoAttribute"/>.</exception>
    public Nutzerkonto Account => account ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>Id of the account.</summary>
    public Guid Konto => Account.Id;

    /// <summary>Name as the person reads it; the organisation's where they act for one.</summary>
    public string Name => Account.Name is { Length: > 0 } name ? name : IsGuest ? Texts.T("Gast") : Account.Email ?? "";

    /// <summary>Trust level of this sign-in: 0 guest, 1 basic, 2 with second factor or passkey, 3 substantial, 4 high; -1 where nobody is signed in.</summary>
    public int Level { get; private set; } = -1;

    /// <summary>How long the session lasts if nobody does anything from now on.</summary>
    public TimeSpan SessionLeft { get; private set; }

    /// <summary>The account and the guests taken over into it: whatever bears one of these ids belongs to the person.</summary>
    public IReadOnlyList<Guid> Ids { get; private set; } = [];

    /// <summary>Who acts, for the Protokoll.</summary>
    public Actor Actor => IsSignedIn ? ActorOf(Account, Handelnd) : Actor.Visitor;

    /// <summary>True where something with this account id belongs to the person.</summary>
    public bool Owns(Guid kontoId) => Ids.Contains(kontoId);

    /// <summary>Finds out who is signed in; asked again it does nothing. Done for every page before anything else.</summary>
    public async Task Load(HttpContext http, CancellationToken cancel = default)
    {
        if (loaded)
        {
            return;
        }

        loaded = true;
        if (await sessions.Find(http, SitzungKind.Konto, cancel) is not { } session || !Guid.TryParse(session.SubjectId, out var id))
        {
            return;
        }

        account = await db.Set<Nutzerkonto>().SingleOrDefaultAsync(k => k.Id == id && k.DeletedAt == null && k.MergedIntoId == null, cancel);
        if (account is not null)
        {
            Level = session.Level;
            Handelnd = account.IsOrganisation ? session.Handelnd : null;
            SessionLeft = session.LeftAt(clock.Now());
            Ids = await IdsOf(db, id, cancel);
        }
    }

    internal static async Task<IReadOnlyList<Guid>> IdsOf(LeineweberDb db, Guid id, CancellationToken cancel) =>
        [id, .. await db.Set<Nutzerkonto>().Where(k => k.MergedIntoId == id).Select(k => k.Id).ToListAsync(cancel)];

    internal static Actor ActorOf(Nutzerkonto account, string? handelnd = null) => new(ActorKind.Nutzerkonto, account.Id.ToString(), account switch
    {
        { Organisation: { } organisation } when handelnd is not null => $"{handelnd} für {organisation}",
        { Name: { Length: > 0 } name } => name,
        { Kind: Kontoart.Gast } => "Gast",
        _ => account.Email ?? "Nutzerkonto",
    });
}
