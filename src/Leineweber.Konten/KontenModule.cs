using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Seeding;
using Leineweber.Konten.Seed;
using Leineweber.Konten.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Konten;

/// <summary>Floor 5: accounts of citizens, guests included, their sign-in and its trust level.</summary>
public sealed class KontenModule : IModule
{
    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<Nutzerkonten>();
        services.AddScoped<Kontoperson>();
        services.AddScoped<Uebernahme>();
        services.AddScoped<Kontoanmeldung>();
        services.AddScoped<INavigation, KontoNavigation>();
        services.AddScoped<ISeed, KontenSeed>();
        services.Configure<MvcOptions>(mvc => mvc.Filters.Add<LoadKontoperson>(int.MinValue));
    }
}
