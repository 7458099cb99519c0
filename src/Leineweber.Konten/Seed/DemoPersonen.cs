using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Konten.Seed;

/// <summary>An invented citizen with an account of the city.</summary>
/// <param name="Email">Name to sign in with.</param>
/// <param name="Name">First and last name.</param>
public sealed record DemoBuerger(string Email, string Name);

/// <summary>An invented person who acts for an invented organisation.</summary>
/// <param name="Konto">Account of the organisation.</param>
/// <param name="Name">Who acts.</param>
/// <param name="Organisation">Name of the organisation.</param>
public sealed record DemoHandelnd(Guid Konto, string Name, string Organisation);

/// <summary>The invented people of a demonstration city whom a click signs in; nobody in a real one.</summary>
public sealed class DemoPersonen(LeineweberDb db, Tenant tenant)
{
    /// <summary>Trust level of those who act for an organisation, that of a certificate for organisations.</summary>
    public const int HandelndLevel = 3;

    /// <summary>In place of a provider of organisations' accounts, which a demonstration has none of; with a point in it no setting can name one like it.</summary>
    internal const string Provider = "vorfuehrung.organisation";

    /// <summary>Citizens, at most ten.</summary>
    public async Task<IReadOnlyList<DemoBuerger>> Citizens(CancellationToken cancel) => !tenant.IsDemo
        ? []
        : await db.Set<Nutzerkonto>().Where(k => k.DeletedAt == null && k.Email != null && k.Kind == Kontoart.Lokal && k.Email.EndsWith(".demo.example"))
            .OrderBy(k => k.Email).Take(10).Select(k => new DemoBuerger(k.Email!, k.Vorname + " " + k.Nachname)).ToListAsync(cancel);

    /// <summary>Those who act for organisations.</summary>
    public async Task<IReadOnlyList<DemoHandelnd>> Acting(CancellationToken cancel) => !tenant.IsDemo
        ? []
        : await (from identity in db.Set<Identitaet>()
                 where identity.Provider == Provider
                 join konto in db.Set<Nutzerkonto>() on identity.KontoId equals konto.Id
                 where konto.Kind == Kontoart.Organisation && konto.DeletedAt == null
                 orderby identity.SubjectKey
                 select new DemoHandelnd(konto.Id, identity.SubjectKey, konto.Organisation!)).ToListAsync(cancel);
}
