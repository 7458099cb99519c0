using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Formulare;
using Leineweber.Organisation;
using Leineweber.Verfahren;
using Leineweber.Verfahren.Decide;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Commands.DemoStory;

/// <summary>What members of staff do in the story: the use cases behind the pages, called as the pages call them.</summary>
internal sealed class OfficeSteps(IServiceProvider services, CancellationToken cancel)
{
    private readonly LeineweberDb db = services.GetRequiredService<LeineweberDb>();

    /// <summary>Does one step in a case.</summary>
    /// <param name="step">The step.</param>
    /// <param name="antragId">The application the case came from.</param>
    /// <param name="due">The day the step names.</param>
    public async Task Do(StoryStep step, Guid antragId, DateOnly due)
    {
        var person = await SignIn(step.Who);
        var row = await db.Set<Bearbeitung>().SingleAsync(row => row.AntragId == antragId, cancel);
        var work = services.GetRequiredService<Vorgangsbearbeitung>();
        var actor = person.ActorFor(VerfahrenRechte.Bearbeiten, row.UnitNummer);
        switch (step.Does)
        {
            case "uebernimmt":
                Must(await work.Take(actor, row.VorgangId, person.Id, row.BearbeiterId, cancel));
                break;
            case "notiert":
                Must(await work.AddNote(actor, row.VorgangId, step.Text, cancel));
                break;
            case "wiedervorlage":
                Must(await work.SetFrist(actor, row.VorgangId, due, step.Text, cancel));
                break;
            case "fordert_nach":
                Must(await services.GetRequiredService<Nachforderungen>().Ask(actor, row, step.Text, due, cancel));
                break;
            case "entwirft" or "legt_vor" or "entscheidet":
                await Draft(step, person, row);
                break;
            case "zeichnet":
                var waiting = (await services.GetRequiredService<Bescheide>().Of(row.VorgangId, cancel))!;
                Must(await services.GetRequiredService<Bescheide>().Sign(person.ActorFor(VerfahrenRechte.Zeichnen, row.UnitNummer), row.VorgangId, person.Id, waiting.Version, cancel));
                break;
            case "schliesst":
                Must(await work.Close(actor, row.VorgangId, cancel));
                break;
            default:
                throw new InvalidDataException($"vorgeschichte.yaml: Den Schritt „{step.Does}“ gibt es nicht.");
        }
    }

    private async Task Draft(StoryStep step, Amtsperson person, Bearbeitung row)
    {
        var bescheide = services.GetRequiredService<Bescheide>();
        var template = await db.Set<Briefvorlage>().SingleAsync(one => one.Key == step.Template, cancel);
        var unit = await services.GetRequiredService<Organisationsplan>().Find(row.UnitNummer, cancel);
        var antrag = (await services.GetRequiredService<Antraege>().Read(row.AntragId, cancel))!;
        var values = new Dictionary<string, string>(Vorlagenfelder.Values(antrag, row, unit?.Name ?? row.UnitNummer), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in step.Fields)
        {
            values[name] = value;
        }

        var text = new Bescheidtext(template.Art, Vorlagenfelder.Fill(template.Betreff, values), $"Guten Tag {row.Person},", Vorlagenfelder.Fill(template.Text, values).Trim(),
            Vorlagenfelder.Fill(template.Nebenbestimmungen, values), template.Rechtsbehelf.Trim());
        var draft = Must(await bescheide.Save(person, row.VorgangId, text, null, cancel));
        var actor = person.ActorFor(VerfahrenRechte.Bearbeiten, row.UnitNummer);
        if (step.Does == "legt_vor")
        {
            Must(await bescheide.SubmitForSigning(actor, row.VorgangId, draft.Version, cancel));
        }
        else if (step.Does == "entscheidet")
        {
            Must(await bescheide.Issue(actor, row.VorgangId, draft.Version, cancel));
        }
    }

    private async Task<Amtsperson> SignIn(string name)
    {
        var id = await db.Set<Zugang>().Where(row => row.Kind == SitzungKind.Bedienstete && row.Anmeldename == name).Select(row => row.SubjectId).SingleAsync(cancel);
        var http = Browser.New(services);
        await services.GetRequiredService<Sitzungen>().Begin(http, SitzungKind.Bedienstete, id, level: 2, cancel);
        var person = services.GetRequiredService<Amtsperson>();
        await person.Load(Browser.Next(services, http), cancel);
        return person;
    }

    private static T Must<T>(Outcome<T> outcome) => outcome.Refusal is { } no ? throw new InvalidDataException($"vorgeschichte.yaml: {no.Message}") : outcome.Value;
}
