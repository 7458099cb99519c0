using System.Text.Json.Nodes;
using Leineweber.Formulare.Felder;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare;

/// <summary>The answers of one page, or of one entry of a repeated page, as people read them; for checking, printing and the file.</summary>
internal sealed record Antwortgruppe(string PageId, string? ItemId, string Title, IReadOnlyList<Antwort> Answers)
{
    /// <summary>All answers in the order of the form, in the reader's language. Questions left open are shown as such.</summary>
    public static IReadOnlyList<Antwortgruppe> Of(Ablauf way, IReadOnlyCollection<Anlage> files, IReadOnlySet<Platzwunsch> waiting)
    {
        var groups = new List<Antwortgruppe>();
        foreach (var step in way.Steps)
        {
            if (step.Page.Repeat is null)
            {
                if (step.Fields.Any(field => field.IsAsked))
                {
                    groups.Add(new Antwortgruppe(step.Page.Id, null, step.Page.Title.ToString(), Answered(step.Fields, way.Answers, files, waiting)));
                }

                continue;
            }

            groups.AddRange(step.Items.Select((item, index) =>
                new Antwortgruppe(step.Page.Id, item.Id, $"{step.Page.Repeat.Item} {index + 1}", Answered(item.Fields, item.Answers, files, waiting))));
            if (step.Items.Count == 0)
            {
                groups.Add(new Antwortgruppe(step.Page.Id, null, step.Page.Title.ToString(), []));
            }
        }

        return groups;
    }

    /// <summary>A few words that tell an entry of a repeated page from the others.</summary>
    public static string Name(Seite page, Eintrag item) => string.Join(", ", (page.Repeat!.Summary.Count > 0 ? page.Repeat.Summary : page.Fields.Where(field => field.IsAsked).Take(2).Select(field => field.Id))
        .Select(id => page.Fields.First(field => field.Id == id)).Where(field => item.Answers[field.Id] is not null)
        .Select(field => field.Show(item.Answers[field.Id]!).Replace("\n", ", ", StringComparison.Ordinal)));

    private static List<Antwort> Answered(IEnumerable<Feld> fields, JsonObject answers, IReadOnlyCollection<Anlage> files, IReadOnlySet<Platzwunsch> waiting) =>
        [.. fields.Where(field => field.IsAsked).Select(field => new Antwort(field.Id, field.Label.ToString(), Show(field, answers, files, waiting)))];

    private static string Show(Feld field, JsonObject answers, IReadOnlyCollection<Anlage> files, IReadOnlySet<Platzwunsch> waiting) => (field, answers[field.Id]) switch
    {
        (_, null) => "",
        (DateiFeld, { } ids) => string.Join('\n', DateiFeld.Ids(ids).Select(id => files.FirstOrDefault(file => file.Id == id)?.Name).OfType<string>()),
        (AuswahlFeld choice, { } chosen) when waiting.Count > 0 => string.Join('\n', choice.Chosen(chosen).Select(option =>
            waiting.Any(wish => wish.ItemId == answers["id"].Text() && wish.FieldId == field.Id && wish.Option == option.Value) ? T("{0} (Warteliste)", option.Label) : option.Label.ToString())),
        (_, { } value) => field.Show(value),
    };
}
