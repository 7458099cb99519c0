using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Seeding;
using Leineweber.Leistungen.About;
using Leineweber.Leistungen.Api;
using Leineweber.Leistungen.Embed;
using Leineweber.Leistungen.Katalog;
using Leineweber.Leistungen.Search;
using Leineweber.Leistungen.Seeding;
using Leineweber.Organisation;
using Leineweber.Leistungen.Read;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Leistungen;

/// <summary>Floor 9: the city's services, the portal's pages, its search.</summary>
public sealed class LeistungenModule : IModule
{
    /// <summary>Right to change descriptions of services.</summary>
    public const string Edit = "leistungen.bearbeiten";

    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddRight(Edit, "Beschreibungen von Leistungen ändern und veröffentlichen", Rolle.Redaktion);
        services.AddSingleton(PortalIndex.Source);
        services.AddScoped<Leistungskatalog>();
        services.AddScoped<Portalsuche>();
        services.AddScoped<Redaktion>();
        services.AddScoped<Rueckmeldungen>();
        services.AddScoped<Katalogimport>();
        services.AddSingleton<Ratebremse>();
        services.AddJob<RebuildPortal, RebuildPortalJob>();
        services.AddOpenApiDocument();
        services.AddScoped<ISeed, LeistungenSeed>();
        services.AddScoped<INavigation, PortalNavigation>();
        services.Configure<MvcOptions>(mvc => mvc.Filters.Add(new CountVisits()));
    }

    /// <inheritdoc />
    public void Map(IEndpointRouteBuilder routes)
    {
        SucheApi.Map(routes);
        LeistungenApi.Map(routes);
        routes.MapOpenApiDocument();
        Wegweiser.Map(routes);
        EmbedScript.Map(routes);
    }
}
