using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Foundation.Typesetting;

/// <summary>Registration of typesetting.</summary>
public static class TypesettingServices
{
    /// <summary>Adds the one <see cref="ITypesetter"/>; no process starts before the first document.</summary>
    public static IServiceCollection AddTypesetting(this IServiceCollection services)
    {
        services.AddOptions<TypesettingOptions>().BindConfiguration("Typesetting");
        services.AddSingleton<ITypesetter, TypstTypesetter>();
        return services;
    }
}
