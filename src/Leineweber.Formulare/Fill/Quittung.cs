using Leineweber.Formulare.Wait;
using Leineweber.Organisation;
using Leineweber.Zahlungen;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Fill;

/// <summary>What belongs to the receipt of an application besides the application itself: steps, places, payment, the office.</summary>
internal sealed class Quittung(Antraege antraege, Plaetze places, Kasse treasury, Organisationsplan plan)
{
    public async Task<Quittungsinhalt> Of(Antrag antrag, Formularmodell form, CancellationToken cancel)
    {
        var rows = new List<Platzzeile>();
        foreach (var place in await places.Of(antrag.Id, cancel))
        {
            var claim = place.Status == PlatzStatus.Angeboten ? await treasury.ForBezug(place.Bezug, cancel) : null;
            rows.Add(new Platzzeile(place, Warteliste.Name(form, place), place.Status == PlatzStatus.Warteliste ? await places.Before(place, cancel) + 1 : null, claim));
        }

        return new Quittungsinhalt(
            [.. (await antraege.Steps(antrag.Id, cancel)).Where(step => step.Status != AntragStatus.Entwurf)],
            rows, antrag.FeeCents > 0 ? await treasury.ForBezug(antrag.Subject, cancel) : null, await plan.Find(form.Stelle, cancel));
    }
}

/// <summary>What a receipt shows besides the application.</summary>
internal sealed record Quittungsinhalt(IReadOnlyList<AntragSchritt> Steps, IReadOnlyList<Platzzeile> Places, Forderung? Claim, Organisationseinheit? Unit);

/// <summary>A place as its holder sees it.</summary>
/// <param name="Place">The place.</param>
/// <param name="Name">What for.</param>
/// <param name="Position">Place on the waiting list from 1, or null.</param>
/// <param name="Claim">What an offered place costs.</param>
internal sealed record Platzzeile(Platz Place, string Name, int? Position, Forderung? Claim)
{
    /// <summary>How it stands, in words.</summary>
    public string Word => Place.Status switch
    {
        PlatzStatus.Reserviert => T("Ihr Platz"),
        PlatzStatus.Angeboten => T("Für Sie frei – bitte bezahlen"),
        PlatzStatus.Warteliste => T("Warteliste, Platz {0}", Position),
        _ => T("Freigegeben"),
    };

    /// <summary>Colour of the badge.</summary>
    public string Kind => Place.Status switch
    {
        PlatzStatus.Reserviert => "success",
        PlatzStatus.Angeboten => "warning",
        PlatzStatus.Warteliste => "info",
        _ => "neutral",
    };
}
