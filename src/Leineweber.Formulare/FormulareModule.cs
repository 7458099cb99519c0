using Leineweber.Formulare.Felder;
using Leineweber.Formulare.Fill;
using Leineweber.Formulare.Import;
using Leineweber.Formulare.Submit;
using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Seeding;
using Leineweber.Organisation;
using Leineweber.Zahlungen;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Formulare;

/// <summary>Forms, filling them in, and applications.</summary>
public sealed class FormulareModule : IModule
{
    /// <summary>Right to import and publish forms.</summary>
    public const string Edit = "formulare.bearbeiten";

    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<Modellspeicher>();
        services.AddSingleton<Strassenspeicher>();
        services.AddScoped<Strassen>();
        services.AddScoped<Formularkatalog>();
        services.AddScoped<Antraege>();
        services.AddScoped<Entwuerfe>();
        services.AddScoped<Hochladen>();
        services.AddScoped<Plaetze>();
        services.AddScoped<Einreichung>();
        services.AddScoped<Nebenwirkungen>();
        services.AddScoped<Antragsblatt>();
        services.AddScoped<ISeed, FormulareSeed>();
        services.AddScoped<INavigation, FormulareNavigation>();
        services.AddRight(Edit, "Formulare einlesen, ansehen und veröffentlichen", Rolle.Formularautor);
        services.AddJob<DruckeAntrag, PrintJob>();
        services.AddJob<RaeumeEntwuerfeAuf, PurgeJob>();
        services.AddJob<ZahlungBezahlt, WhenZahlungBezahlt>();
    }

    /// <inheritdoc />
    public void Map(IEndpointRouteBuilder routes) => FilesEndpoints.Map(routes);
}
