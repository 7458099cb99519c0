using Leineweber.Formulare;
using Leineweber.Formulare.Felder;
using Leineweber.Formulare.Fill;
using Leineweber.Formulare.Submit;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Figures;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Uploads;
using Leineweber.Konten;
using Leineweber.Konten.Seed;
using Leineweber.Postkorb;
using Leineweber.Zahlungen;
using Leineweber.Zahlungen.Providers;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Commands.DemoStory;

/// <summary>What citizens do in the story: the use cases behind the pages, called as the pages call them.</summary>
internal sealed class CitizenSteps(Story story, IServiceProvider services, byte[] sample, CancellationToken cancel)
{
    private readonly LeineweberDb db = services.GetRequiredService<LeineweberDb>();
    private readonly Zaehler figures = services.GetRequiredService<Zaehler>();

    /// <summary>Fills a form in and submits it, or leaves in the middle.</summary>
    /// <returns>The application.</returns>
    public async Task<Guid> Apply(StoryCase one)
    {
        await SignIn(one);
        var person = services.GetRequiredService<Kontoperson>();
        var version = await services.GetRequiredService<Formularkatalog>().Published(one.Form, cancel) ?? throw Wrong(one, "Das Formular gibt es nicht.");
        figures.Count("besuch");
        figures.Count("leistung.aufruf", version.Form.Leistung ?? "");
        var antrag = await services.GetRequiredService<Entwuerfe>().Begin(person.Actor, person.Ids, version, Vorbelegung.For(version.Form, person.Account), cancel);
        figures.Count("antrag.begonnen", one.Form);
        if (await FillIn(one, antrag.Id))
        {
            await Submit(one, antrag.Id, version.Form);
        }

        return antrag.Id;
    }

    /// <summary>Opens all new messages.</summary>
    public async Task Read(Guid kontoId)
    {
        var person = await SignIn(kontoId);
        var inbox = services.GetRequiredService<Postkoerbe>();
        foreach (var line in (await inbox.List(person.Ids, cancel)).Where(line => !line.IsRead))
        {
            await inbox.Open(line.Id, person.Ids, person.Level, person.Actor, cancel);
        }
    }

    /// <summary>Answers the open request of the office, with the missing paper.</summary>
    public async Task Answer(Guid kontoId, StoryStep step)
    {
        await Read(kontoId);
        var person = services.GetRequiredService<Kontoperson>();
        var inbox = services.GetRequiredService<Postkoerbe>();
        var asked = (await inbox.List(person.Ids, cancel)).First(line => line.AwaitsAnswer);
        var file = await Paper("Nachweis.png");
        Must(await inbox.Answer(asked.Id, person.Ids, person.Actor, step.Text, [new NeueAnlage(file.Name, file.ContentType, file.Blob.Sha256, file.Blob.Size)], cancel));
    }

    private async Task<bool> FillIn(StoryCase one, Guid id)
    {
        var drafts = services.GetRequiredService<Entwuerfe>();
        while ((await drafts.Find(id, cancel))!.Way.FirstOpen is { } step)
        {
            figures.Count("antrag.seite", $"{one.Form}/{step.Page.Id}");
            if (step.Page.Id == one.StopsAt)
            {
                return false;
            }

            if (step.Page.Repeat is null)
            {
                await Fill(one, id, step.Page, null, null);
                continue;
            }

            foreach (var entry in (one.Answers[step.Page.Id] as System.Text.Json.Nodes.JsonArray ?? []).Select(node => node!.AsObject()))
            {
                await Fill(one, id, step.Page, Eintragsnummer.Create(), entry);
            }

            Must(await drafts.Finish(id, step.Page, cancel));
            if (!(await drafts.Find(id, cancel))!.Way.Step(step.Page.Id)!.IsAnswered)
            {
                throw Wrong(one, $"Seite {step.Page.Id} ist nicht vollständig.");
            }
        }

        figures.Count("antrag.seite", $"{one.Form}/pruefen");
        return true;
    }

    private async Task Fill(StoryCase one, Guid id, Seite page, string? item, System.Text.Json.Nodes.JsonObject? entry)
    {
        var drafts = services.GetRequiredService<Entwuerfe>();
        var draft = (await drafts.Find(id, cancel))!;
        var stored = page.Fields.Where(field => item is null && draft.Entered[field.Id] is { } value && field.Fits(value)).SelectMany(field => field.Fill(draft.Entered[field.Id]!).All);
        var typed = Eingaben.From(stored.Concat(story.Typed(one, entry, draft.Today)));
        foreach (var field in Lesebogen.Read(draft, page, item, typed).Visible.OfType<DateiFeld>().Where(field => field.Required))
        {
            Must(await drafts.AddFile(id, page, field, item, await Paper($"{field.Label.De}.png"), cancel));
        }

        var reading = Lesebogen.Read((await drafts.Find(id, cancel))!, page, item, typed);
        if (reading.Problems is [var problem, ..])
        {
            throw Wrong(one, $"Seite {page.Id}, Frage {problem.Field.Id}: {problem.Message}");
        }

        Must(await drafts.Save(id, page, item, reading.Good, isAnswered: item is null, cancel));
    }

    private async Task Submit(StoryCase one, Guid id, Formularmodell form)
    {
        var (draft, places) = ((await services.GetRequiredService<Entwuerfe>().Find(id, cancel))!, services.GetRequiredService<Plaetze>());
        var waiting = await places.Waiting(form, Platzwunsch.In(draft.Way), cancel);
        var fee = Gebuehrenrechnung.Compute(form, draft.Way.Answers, waiting);
        var antrag = Must(await services.GetRequiredService<Einreichung>().Submit(id, fee.Cents, waiting.Select(wish => wish.Key).ToHashSet(), cancel)).Antrag;
        figures.Count("antrag.abgesendet", one.Form);
        if (antrag.Status == AntragStatus.WartetAufZahlung && one.Pays)
        {
            await Pay(antrag);
        }
    }

    private async Task Pay(Antrag antrag)
    {
        var treasury = services.GetRequiredService<Kasse>();
        var claim = (await treasury.ForBezug(antrag.Subject, cancel))!;
        var page = Must(await treasury.Pay(claim, "demo", FormulareLinks.Confirmation(antrag.Id), services.GetRequiredService<Kontoperson>().Actor, cancel));
        await db.Write(Actor.System("demo-zahlweg"), write => DemoPageModel.Decide(write, page.Split('/')[^1], "bezahlen", cancel), cancel);
    }

    private async Task SignIn(StoryCase one)
    {
        if (story.IsGuest(one))
        {
            var http = Browser.New(services);
            await services.GetRequiredService<Nutzerkonten>().StartGuest(http, cancel);
            await services.GetRequiredService<Kontoperson>().Load(Browser.Next(services, http), cancel);
        }
        else
        {
            await SignIn(await db.Set<Nutzerkonto>().Where(row => row.Email == one.Who).Select(row => row.Id).SingleAsync(cancel));
        }
    }

    private async Task<Kontoperson> SignIn(Guid kontoId)
    {
        var http = Browser.New(services);
        var acting = (await services.GetRequiredService<DemoPersonen>().Acting(cancel)).FirstOrDefault(one => one.Konto == kontoId);
        await services.GetRequiredService<Sitzungen>().Begin(http, SitzungKind.Konto, kontoId, acting is null ? 1 : DemoPersonen.HandelndLevel, acting?.Name, cancel);
        var person = services.GetRequiredService<Kontoperson>();
        await person.Load(Browser.Next(services, http), cancel);
        return person;
    }

    private async Task<Upload> Paper(string name) => Must(await services.GetRequiredService<UploadGate>().Receive(name, sample, cancel));

    private static T Must<T>(Outcome<T> outcome) => outcome.Refusal is { } no ? throw new InvalidDataException($"vorgeschichte.yaml: {no.Message}") : outcome.Value;

    private static InvalidDataException Wrong(StoryCase one, string what) => new($"vorgeschichte.yaml, {one.Form} von {one.Who}: {what}");
}
