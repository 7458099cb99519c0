using Leineweber.Foundation;
using Leineweber.Foundation.Jobs;
using Leineweber.Zahlungen.Callback;
using Leineweber.Zahlungen.Check;
using Leineweber.Zahlungen.Providers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Zahlungen;

/// <summary>Registers claims, payments and their providers.</summary>
public sealed class ZahlungenModule : IModule
{
    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<Kasse>();
        services.AddScoped<IZahlweg, DemoZahlweg>();
        services.AddJob<CheckZahlung, CheckZahlungJob>();
    }

    /// <inheritdoc />
    public void Map(IEndpointRouteBuilder routes) => CallbackEndpoint.Map(routes);
}
