using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Leineweber.Serve;

/// <summary>What MVC would do for all pages at every start, or for nothing, left for when it is needed.</summary>
internal static class PagesOnDemand
{
    private const string AllAtOnce = "CompiledPageActionDescriptorProvider";

    /// <summary>
    /// Puts a Razor Page together when it is first asked for; after Razor Pages were added. MVC would otherwise work out handlers, properties and filters of all of them at every start,
    /// which was an eighth of it. It is how MVC itself does where pages are compiled while it runs.
    /// </summary>
    public static void AddPagesOnDemand(this IServiceCollection services)
    {
        // MVC's class is internal. Under another name it would stay, and the start would only be slower.
        if (services.FirstOrDefault(service => service.ServiceType == typeof(IActionDescriptorProvider) && service.ImplementationType?.Name == AllAtOnce) is { } all)
        {
            services.Remove(all);
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IActionDescriptorProvider, PageActionDescriptorProvider>());
        }
    }

    /// <summary>The house has no controllers: MVC would load every type of every module at a start to look for them, which was a tenth of it.</summary>
    public static IMvcBuilder WithoutControllers(this IMvcBuilder mvc) => mvc.ConfigureApplicationPartManager(parts =>
    {
        foreach (var provider in parts.FeatureProviders.OfType<ControllerFeatureProvider>().ToList())
        {
            parts.FeatureProviders.Remove(provider);
        }
    });
}
