using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Seeding;
using Leineweber.Leistungen.Search;
using Leineweber.Leistungen.Seeding;
using Leineweber.Organisation;
using Leineweber.Leistungen.Read;
using Microsoft.AspNetCore.Mvc;
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
        services.AddScoped<ISeed, LeistungenSeed>();
        services.AddScoped<INavigation, PortalNavigation>();
        services.Configure<MvcOptions>(mvc => mvc.Filters.Add<CountVisits>());
    }
}
