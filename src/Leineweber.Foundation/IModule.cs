using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Foundation;

/// <summary>One floor of the house: the only place where a module registers its services, jobs, facts and endpoints.</summary>
public interface IModule
{
    /// <summary>Registers services, jobs, fact handlers, rights and navigation entries.</summary>
    void AddServices(IServiceCollection services);

    /// <summary>Maps the endpoints that are not Razor Pages (APIs, call-backs).</summary>
    void Map(IEndpointRouteBuilder routes)
    {
    }
}

/// <summary>The modules of this program in floor order; their assemblies hold mappings, pages and texts.</summary>
public sealed class ModuleCatalog(IReadOnlyList<IModule> modules)
{
    /// <summary>The modules, lowest floor first.</summary>
    public IReadOnlyList<IModule> Modules { get; } = modules;

    /// <summary>The modules' assemblies, lowest floor first, Foundation included.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; } =
        [.. modules.Select(module => module.GetType().Assembly).Prepend(typeof(IModule).Assembly).Distinct()];
}
