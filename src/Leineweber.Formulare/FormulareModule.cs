using Leineweber.Formulare.Felder;
using Leineweber.Formulare.Fill;
using Leineweber.Formulare.Import;
using Leineweber.Formulare.Move;
using Leineweber.Formulare.Submit;
using Leineweber.Formulare.Tell;
using Leineweber.Formulare.Wait;
using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Seeding;
using Leineweber.Konten;
using Leineweber.Konten.Daten;
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

    /// <summary>Right to see who has and who waits for limited places, and to take places away.</summary>
    public const string Places = "formulare.plaetze";

    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<Modellspeicher>();
        services.AddSingleton<Strassenspeicher>();
        services.AddScoped<Strassen>();
        services.AddScoped<Formularkatalog>();
        services.AddScoped<Antraege>();
        services.AddScoped<Entwuerfe>();
        services.AddScoped<Umstiege>();
        services.AddScoped<Hochladen>();
        services.AddScoped<Plaetze>();
        services.AddScoped<Warteliste>();
        services.AddScoped<Ruecknahme>();
        services.AddScoped<Antragspost>();
        services.AddScoped<Quittung>();
        services.AddScoped<Erinnerungen>();
        services.AddScoped<IAuskunft, FormulareAuskunft>();
        services.AddScoped<Einreichung>();
        services.AddScoped<Nebenwirkungen>();
        services.AddScoped<Antragsblatt>();
        services.AddScoped<ISeed, FormulareSeed>();
        services.AddScoped<INavigation, FormulareNavigation>();
        services.AddRight(Places, "Vergebene Plätze und Wartelisten sehen, Plätze entziehen", Rolle.Sachbearbeitung, Rolle.Leitung);
        services.AddRight(Edit, "Formulare einlesen, ansehen und veröffentlichen", Rolle.Formularautor);
        services.AddJob<DruckeAntrag, PrintJob>();
        services.AddJob<RaeumeEntwuerfeAuf, PurgeJob>();
        services.AddJob<RueckePlaetzeNach, MoveUpJob>();
        services.AddJob<PruefePlatzangebot, LapseJob>();
        services.AddJob<NutzerkontoGeloescht, CloseApplications>();
        services.AddJob<GastUebernommen, WhenGastUebernommen>();
        services.AddJob<ZahlungBezahlt, WhenZahlungBezahlt>();
    }

    /// <inheritdoc />
    public void Map(IEndpointRouteBuilder routes) => FilesEndpoints.Map(routes);
}
