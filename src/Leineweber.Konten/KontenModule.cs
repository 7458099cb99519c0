using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.Passkeys;
using Leineweber.Foundation.Seeding;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten.Daten;
using Leineweber.Konten.Oidc;
using Leineweber.Konten.Register;
using Leineweber.Konten.Seed;
using Leineweber.Konten.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Konten;

/// <summary>Floor 5: accounts of citizens and organisations, guests included, their sign-in and its trust level.</summary>
public sealed class KontenModule : IModule
{
    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<Nutzerkonten>();
        services.AddScoped<Kontoperson>();
        services.AddScoped<Uebernahme>();
        services.AddScoped<Kontoanmeldung>();
        services.AddScoped<DemoPersonen>();
        services.AddScoped<Registrierung>();
        services.AddScoped<Kontodaten>();
        services.AddScoped<IAuskunft, KontoAuskunft>();
        services.AddSingleton<OidcMetadataCache>();
        services.AddScoped<OidcToken>();
        services.AddScoped<OidcFlow>();
        services.AddScoped<OidcKonten>();
        services.AddScoped<Organisationskonten>();
        services.AddScoped<OidcLogout>();
        services.AddScoped<OidcReturn>();
        services.AddScoped<Notes>();
        services.AddHttpClient(OidcMetadataCache.Client).ConfigurePrimaryHttpMessageHandler(services => Outbound.Handler(services.GetRequiredService<Installation>()));
        services.AddScoped<INavigation, KontoNavigation>();
        services.AddScoped<ISeed, KontenSeed>();
        services.Configure<MvcOptions>(mvc => mvc.Filters.Add(new LoadKontoperson()));
    }

    /// <inheritdoc />
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapOidc();
        routes.MapPost("/konto/passkey/anmelden", async (HttpContext http, Passkeys passkeys, CancellationToken cancel) =>
            Results.Text(await passkeys.RequestOptions(http, SitzungKind.Konto, cancel), "application/json"));
        routes.MapPost("/konto/passkey/anlegen", async (HttpContext http, Passkeys passkeys, Kontoperson person, CancellationToken cancel) =>
            Results.Text(await passkeys.CreationOptions(http, SitzungKind.Konto, person.Konto, person.Account.Email ?? person.Name, cancel), "application/json")).RequireKonto(1, peopleOnly: true);
    }
}
