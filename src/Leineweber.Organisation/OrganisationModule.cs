using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.Passkeys;
using Leineweber.Foundation.Seeding;
using Leineweber.Organisation.Import;
using Leineweber.Organisation.Seed;
using Leineweber.Organisation.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Organisation;

/// <summary>Floor 4: units, staff, roles, rights, deputies, staff sign-in.</summary>
public sealed class OrganisationModule : IModule
{
    /// <summary>Right to enter staff and to give roles.</summary>
    public const string ManageStaff = "organisation.verwalten";

    /// <summary>Right to enter absences and deputies of others.</summary>
    public const string EnterAbsence = "organisation.abwesenheit";

    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<Rechtekatalog>();
        services.AddRight(ManageStaff, "Personal anlegen, Rollen vergeben, Zugänge beenden", Rolle.Verwaltung);
        services.AddRight(EnterAbsence, "Abwesenheit und Vertretung anderer eintragen", Rolle.Leitung, Rolle.Verwaltung);
        services.AddScoped<Organisationsplan>();
        services.AddScoped<Amtsperson>();
        services.AddScoped<Personal>();
        services.AddScoped<Vertretungen>();
        services.AddScoped<Organisationsimport>();
        services.AddScoped<Amtsanmeldung>();
        services.AddScoped<INavigation, AmtNavigation>();
        services.AddScoped<ISeed, OrganisationSeed>();
        services.AddScoped<ISeed, PersonalSeed>();
        // Before all other filters: pages, layouts and access attributes may count on it.
        services.Configure<MvcOptions>(mvc => mvc.Filters.Add(new LoadAmtsperson()));
    }

    /// <inheritdoc />
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/amt/passkey/anmelden", async (HttpContext http, Passkeys passkeys, CancellationToken cancel) =>
            Results.Text(await passkeys.RequestOptions(http, SitzungKind.Bedienstete, cancel), "application/json"));
        routes.MapPost("/amt/passkey/anlegen", async (HttpContext http, Passkeys passkeys, Amtsperson person, CancellationToken cancel) =>
            Results.Text(await passkeys.CreationOptions(http, SitzungKind.Bedienstete, person.Id, person.Name, cancel), "application/json")).RequireAmt(alsoWithoutFactor: true);
    }
}
