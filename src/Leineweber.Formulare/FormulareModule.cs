using Leineweber.Formulare.Felder;
using Leineweber.Formulare.Fill;
using Leineweber.Formulare.Import;
using Leineweber.Foundation;
using Leineweber.Foundation.Seeding;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Formulare;

/// <summary>Forms, filling them in, and applications.</summary>
public sealed class FormulareModule : IModule
{
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
        services.AddScoped<ISeed, FormulareSeed>();
    }
}
