using Leineweber.Foundation;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Akten;

/// <summary>The e-file: filing plan, cabinets, Akten, Vorgaenge, documents, and who may see them.</summary>
public sealed class AktenModule : IModule
{
    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<Aktenplan>();
        services.AddScoped<Vorgaenge>();
        services.AddScoped<Dokumente>();
    }
}
