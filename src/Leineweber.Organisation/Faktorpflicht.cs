using Leineweber.Foundation.Tenancy;

namespace Leineweber.Organisation;

/// <summary>Whether staff need a second factor (or a passkey): in every city, unless it says <c>amt.zweiterFaktor=freiwillig</c>; in a demonstration only where it says <c>pflicht</c>.</summary>
/// <remarks>With a password alone one then gets no further than the page that sets the factor up.</remarks>
public static class Faktorpflicht
{
    /// <summary>Name of the setting.</summary>
    public const string Setting = "amt.zweiterFaktor";

    /// <summary>True where the city's staff need one.</summary>
    public static bool Of(Tenant city) => city.Settings.GetValueOrDefault(Setting) switch
    {
        "pflicht" => true,
        "freiwillig" => false,
        _ => !city.IsDemo,
    };

    /// <summary>True where the person signed in without the factor they need.</summary>
    internal static bool IsMissing(Tenant city, Amtsperson person) => person.Level < 3 && Of(city);
}
