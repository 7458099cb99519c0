using Leineweber.Akten;
using Leineweber.Formulare;
using Leineweber.Foundation;
using Leineweber.Konten;
using Leineweber.Organisation;

namespace Leineweber;

/// <summary>The floors of the house, lowest first.</summary>
internal static class ModuleList
{
    public static ModuleCatalog Create() => new(
    [
        new FoundationModule(),
        new OrganisationModule(),
        new KontenModule(),
        new AktenModule(),
        new FormulareModule(),
    ]);
}
