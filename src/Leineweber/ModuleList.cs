using Leineweber.Akten;
using Leineweber.Formulare;
using Leineweber.Foundation;
using Leineweber.Leistungen;
using Leineweber.Konten;
using Leineweber.Organisation;
using Leineweber.Postkorb;
using Leineweber.Signaturen;
using Leineweber.Verfahren;
using Leineweber.Zahlungen;

namespace Leineweber;

/// <summary>The floors of the house, lowest first.</summary>
internal static class ModuleList
{
    public static ModuleCatalog Create() => new(
    [
        new FoundationModule(),
        new OrganisationModule(),
        new KontenModule(),
        new SignaturenModule(),
        new PostkorbModule(),
        new ZahlungenModule(),
        new LeistungenModule(),
        new AktenModule(),
        new FormulareModule(),
        new VerfahrenModule(),
    ]);
}
