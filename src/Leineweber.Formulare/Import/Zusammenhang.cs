using Leineweber.Formulare.Felder;

namespace Leineweber.Formulare.Import;

/// <summary>Checks how the parts of a form hang together: every id once, every reference to something asked before, so that no cycle can be.</summary>
internal static class Zusammenhang
{
    public static IReadOnlyList<Importmeldung> Check(Formularmodell form)
    {
        var doubled = Doubled(form).ToList();
        return doubled.Count > 0 ? doubled : [.. Conditions(form), .. Fees(form), .. References(form)];
    }

    private static IEnumerable<Importmeldung> Doubled(Formularmodell form) =>
        form.Pages.SelectMany((page, p) => page.Fields.Select((field, f) => (field.Id, Path: $"pages[{p}].fields[{f}].id")))
            .Concat(form.Pages.Index().Where(pair => pair.Item.Repeat is not null).Select(pair => (pair.Item.Id, Path: $"pages[{pair.Index}].id")))
            .GroupBy(pair => pair.Id).Where(group => group.Count() > 1)
            .Select(group => new Importmeldung(group.Last().Path, $"Die Kennung „{group.Key}“ gibt es schon. Jedes Feld und jede Liste braucht eine eigene."))
            .Concat(Doubles(form.Pages.Select(page => page.Id), "pages"))
            .Concat(Doubles(form.Kontingente.Select(row => row.Id), "kontingente"))
            .Concat(Doubles(form.Fees.Select(row => row.Id), "fees"))
            .Concat(Doubles(form.Sections.Select(row => row.Id), "sections"));

    private static IEnumerable<Importmeldung> Doubles(IEnumerable<string> ids, string path) =>
        ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => new Importmeldung(path, $"Die Kennung „{group.Key}“ kommt mehrfach vor."));

    private static IEnumerable<Importmeldung> Conditions(Formularmodell form)
    {
        var before = new Dictionary<string, Feld?>();
        foreach (var (p, page) in form.Pages.Index())
        {
            foreach (var note in Broken(form, page.When, before, $"pages[{p}].when"))
            {
                yield return note;
            }

            var inside = new Dictionary<string, Feld?>(before);
            foreach (var (f, field) in page.Fields.Index())
            {
                foreach (var note in Broken(form, field.When, inside, $"pages[{p}].fields[{f}].when"))
                {
                    yield return note;
                }

                if (field is DatumFeld { NotBefore: { } first } && (!inside.TryGetValue(first, out var other) || other is not DatumFeld))
                {
                    yield return new Importmeldung($"pages[{p}].fields[{f}].notBefore", $"„{first}“ ist kein Datum, das vorher gefragt wird.");
                }

                inside[field.Id] = field;
            }

            // What is asked for each entry of a list has no single answer outside of it.
            before = page.Repeat is null ? inside : new Dictionary<string, Feld?>(before) { [page.Id] = null };
        }
    }

    private static IEnumerable<Importmeldung> Broken(Formularmodell form, Bedingung? condition, Dictionary<string, Feld?> known, string path)
    {
        foreach (var part in Flat(condition))
        {
            if (!known.TryGetValue(part.Field, out var field) || part.IsCount != (field is null))
            {
                yield return new Importmeldung(path, form.Field(part.Field) is not null || form.Page(part.Field) is not null
                    ? $"Die Bedingung fragt „{part.Field}“, das erst später oder nur innerhalb einer Liste beantwortet wird. Eine Bedingung darf nur auf Fragen davor schauen."
                    : $"Die Bedingung fragt „{part.Field}“, das es in diesem Formular nicht gibt.");
            }
            else if (field is AuswahlFeld choice && part.Values.FirstOrDefault(value => choice.Options.All(option => option.Value != value)) is { } strange)
            {
                yield return new Importmeldung(path, $"„{strange}“ ist keine Antwort von „{part.Field}“. Die Bedingung wäre nie erfüllt.");
            }
        }
    }

    private static IEnumerable<Vergleich> Flat(Bedingung? condition) => condition switch
    {
        Alle all => all.Parts.SelectMany(Flat),
        Eine any => any.Parts.SelectMany(Flat),
        Nicht not => Flat(not.Part),
        Vergleich one => [one],
        _ => [],
    };

    private static IEnumerable<Importmeldung> Fees(Formularmodell form)
    {
        foreach (var (index, fee) in form.Fees.Index())
        {
            var each = fee.Each is null ? null : form.Page(fee.Each);
            if (fee.Each is not null && each?.Repeat is null)
            {
                yield return new Importmeldung($"fees[{index}].each", $"„{fee.Each}“ ist keine Seite mit Wiederholung.");
                continue;
            }

            var known = form.Pages.Where(page => page.Repeat is null || page == each).SelectMany(page => page.Fields).ToDictionary(field => field.Id, field => (Feld?)field);
            foreach (var page in form.Pages.Where(page => page.Repeat is not null))
            {
                known[page.Id] = null;
            }

            foreach (var note in Broken(form, fee.When, known, $"fees[{index}].when"))
            {
                yield return note;
            }

            if (fee.Per is not null && (!known.TryGetValue(fee.Per, out var per) || per is not (null or ZahlFeld or AuswahlFeld { IsMany: true })))
            {
                yield return new Importmeldung($"fees[{index}].per", $"„{fee.Per}“ ist hier keine Zahl, keine Mehrfachauswahl und keine Seite mit Wiederholung.");
            }
        }
    }

    private static IEnumerable<Importmeldung> References(Formularmodell form)
    {
        var once = form.Pages.Where(page => page.Repeat is null).SelectMany(page => page.Fields).ToDictionary(field => field.Id);
        foreach (var id in form.Applicant.Name.Where(id => once.GetValueOrDefault(id) is not TextFeld))
        {
            yield return new Importmeldung("applicant.name", $"„{id}“ ist kein Textfeld dieses Formulars.");
        }

        if (form.Applicant.Name.Count == 0)
        {
            yield return new Importmeldung("applicant.name", "Bitte nennen Sie die Felder, aus denen der Name besteht.");
        }

        if (form.Applicant.Email is { } mail && once.GetValueOrDefault(mail) is not EMailFeld)
        {
            yield return new Importmeldung("applicant.email", $"„{mail}“ ist kein E-Mail-Feld dieses Formulars.");
        }

        if (form.Applicant.Address is { } address && once.GetValueOrDefault(address) is not AnschriftFeld)
        {
            yield return new Importmeldung("applicant.address", $"„{address}“ ist kein Anschriftfeld dieses Formulars.");
        }

        foreach (var (p, page) in form.Pages.Index())
        {
            if (page.Section is not null && form.Sections.All(section => section.Id != page.Section))
            {
                yield return new Importmeldung($"pages[{p}].section", $"Den Abschnitt „{page.Section}“ gibt es nicht.");
            }

            foreach (var id in page.Repeat?.Summary.Where(id => page.Fields.All(field => field.Id != id)) ?? [])
            {
                yield return new Importmeldung($"pages[{p}].repeat.summary", $"„{id}“ ist kein Feld dieser Seite.");
            }

            foreach (var option in page.Fields.OfType<AuswahlFeld>().SelectMany(field => field.Options).Where(option => option.Kontingent is not null && form.Kontingent(option.Kontingent) is null))
            {
                yield return new Importmeldung($"pages[{p}]", $"Das Kontingent „{option.Kontingent}“ gibt es nicht.");
            }
        }
    }
}
