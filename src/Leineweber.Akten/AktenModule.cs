using Leineweber.Akten.Read;
using Leineweber.Akten.Seeding;
using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Seeding;
using Leineweber.Organisation;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Akten;

/// <summary>The e-file: filing plan, cabinets, Akten, Vorgaenge, documents, and who may see them.</summary>
public sealed class AktenModule : IModule
{
    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddRight(AktenRechte.Lesen, "Akten der eigenen Stelle lesen", Rolle.Sachbearbeitung, Rolle.Zeichnung, Rolle.Leitung, Rolle.Registratur);
        services.AddRight(AktenRechte.Ablegen, "Dokumente ablegen und Vorgänge schließen", Rolle.Sachbearbeitung, Rolle.Leitung, Rolle.Registratur);
        services.AddRight(AktenRechte.Verwalten, "Freigaben erteilen und zurücknehmen", Rolle.Leitung, Rolle.Registratur);
        services.AddScoped<Aktenplan>();
        services.AddScoped<Vorgaenge>();
        services.AddScoped<Vorgangssuche>();
        services.AddScoped<Suchwortnachtrag>();
        services.AddJob<FillSuchworte, FillSuchworteJob>();
        services.AddScoped<Dokumente>();
        services.AddScoped<Freigaben>();
        services.AddScoped<Schutz>();
        services.AddScoped<Aktensicht>();
        services.AddScoped<ISeed, AktenSeed>();
        services.AddScoped<INavigation, AktenNavigation>();
    }
}
