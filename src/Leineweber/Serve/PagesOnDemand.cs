using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Leineweber.Serve;

/// <summary>
/// Puts a Razor Page together when it is first asked for. MVC would otherwise work out handlers, properties and filters of all of them at every start, which was an eighth of it.
/// It is how MVC itself does where pages are compiled while it runs.
/// </summary>
internal static class PagesOnDemand
{
    private const string AllAtOnce = "CompiledPageActionDescriptorProvider";

    /// <summary>After Razor Pages were added.</summary>
    public static void AddPagesOnDemand(this IServiceCollection services)
    {
        // MVC's class is internal. Under another name it would stay, and the start would only be slower.
        if (services.FirstOrDefault(service => service.ServiceType == typeof(IActionDescriptorProvider) && service.ImplementationType?.Name == AllAtOnce) is { } all)
        {
            services.Remove(all);
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IActionDescriptorProvider, PageActionDescriptorProvider>());
        }
    }
}
