using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Seeding;
using Leineweber.Signaturen.Check;
using Leineweber.Signaturen.Providers;
using Leineweber.Signaturen.Seed;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Signaturen;

/// <summary>Floor 6: seals, their check, and the page where everyone may check.</summary>
public sealed class SignaturenModule : IModule
{
    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<SealProviders>();
        services.AddScoped<Siegel>();
        services.AddScoped<Pruefung>();
        services.AddScoped<ISeed, SiegelSeed>();
        services.AddScoped<INavigation, EchtheitNavigation>();
    }

    /// <inheritdoc />
    public void Map(IEndpointRouteBuilder routes) => EchtheitApi.Map(routes);
}
