using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Organisation;

/// <summary>A right a module knows, and the roles that carry it.</summary>
/// <param name="Name">Stable name, <c>module.verb</c>, e.g. <c>verfahren.bearbeiten</c>.</param>
/// <param name="Text">What one may do with it, German, as an administrator reads it.</param>
/// <param name="Roles">Roles that carry it.</param>
public sealed record Recht(string Name, string Text, IReadOnlyList<Rolle> Roles);

/// <summary>The rights of the house, as the modules registered them.</summary>
public sealed class Rechtekatalog(IEnumerable<Recht> rights)
{
    private readonly Dictionary<string, Recht> byName = rights.ToDictionary(right => right.Name, StringComparer.Ordinal);

    /// <summary>All rights by name.</summary>
    public IEnumerable<Recht> All => byName.Values.OrderBy(right => right.Name, StringComparer.Ordinal);

    /// <summary>The right of this name.</summary>
    /// <exception cref="ArgumentException">No module registered it.</exception>
    public Recht Find(string name) => byName.GetValueOrDefault(name) ?? throw new ArgumentException($"No module registered the right '{name}'.", nameof(name));
}

/// <summary>How modules register rights.</summary>
public static class RechteServices
{
    /// <summary>Registers a right and the roles that carry it.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="name">Stable name, e.g. <c>verfahren.bearbeiten</c>.</param>
    /// <param name="text">What one may do with it, German.</param>
    /// <param name="role">A role that carries it.</param>
    /// <param name="more">Further roles.</param>
    public static IServiceCollection AddRight(this IServiceCollection services, string name, string text, Rolle role, params Rolle[] more) =>
        services.AddSingleton(new Recht(name, text, [role, .. more]));
}
