using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Jobs;
using Leineweber.Konten;
using Leineweber.Konten.Daten;
using Leineweber.Organisation;
using Leineweber.Zahlungen.Callback;
using Leineweber.Zahlungen.Check;
using Leineweber.Zahlungen.Manage;
using Leineweber.Zahlungen.Providers;
using Leineweber.Zahlungen.Tell;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Zahlungen;

/// <summary>Registers claims, payments and their providers.</summary>
public sealed class ZahlungenModule : IModule
{
    /// <summary>Right of the treasury: see claims and payments, take transfers in, send money back.</summary>
    public const string Treasury = "zahlungen.kasse";

    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<Kasse>();
        services.AddScoped<Kassenbuch>();
        services.AddScoped<Zahlungseingaenge>();
        services.AddScoped<Zahlungsliste>();
        services.AddScoped<INavigation, ZahlungenNavigation>();
        services.AddScoped<IAuskunft, ZahlungenAuskunft>();
        services.AddRight(Treasury, "Forderungen und Zahlungen sehen, Überweisungen einlesen und zuordnen, erstatten", Rolle.Kasse);
        services.AddJob<GastUebernommen, TakeOverClaims>();
        services.AddScoped<IZahlweg, DemoZahlweg>();
        services.AddJob<CheckZahlung, CheckZahlungJob>();
    }

    /// <inheritdoc />
    public void Map(IEndpointRouteBuilder routes) => CallbackEndpoint.Map(routes);
}
