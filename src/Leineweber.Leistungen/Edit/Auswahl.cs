using Leineweber.Foundation.Design;
using Leineweber.Organisation;

namespace Leineweber.Leistungen.Edit;

/// <summary>What editors choose from.</summary>
/// <param name="Units">Units the editor may write for.</param>
/// <param name="Groups">Target groups.</param>
/// <param name="Situations">Life situations.</param>
public sealed record Auswahl(IReadOnlyList<Option> Units, IReadOnlyList<Option> Groups, IReadOnlyList<Option> Situations)
{
    internal static async Task<Auswahl> Read(Organisationsplan plan, Leistungskatalog katalog, Amtsperson person, CancellationToken cancel) => new(
        [.. (await plan.All(cancel)).Where(unit => person.MayEdit(unit.Nummer)).Select(unit => new Option(unit.Nummer, $"{unit.Nummer} {unit.DisplayName}"))],
        [.. Zielgruppe.All.Select(group => new Option(group.Key, group.Title))],
        [.. (await katalog.Lebenslagen(cancel)).Select(lage => new Option(lage.Key, lage.Title))]);
}
