using System.Text.Json.Nodes;
using Leineweber.Formulare.Felder;

namespace Leineweber.Formulare.Fill;

/// <summary>A posted page read against its questions, in their order, so that an answer decides about the questions after it at once.</summary>
internal sealed record Lesebogen(IReadOnlyList<Feld> Visible, IReadOnlyDictionary<string, JsonNode?> Good, IReadOnlyList<Fehler> Problems)
{
    /// <summary>Reads a page.</summary>
    /// <param name="draft">The draft; answers of other pages come from it.</param>
    /// <param name="page">The page.</param>
    /// <param name="item">The entry of a repeated page, or null.</param>
    /// <param name="posted">What was posted, or what is stored in the same shape.</param>
    public static Lesebogen Read(Bearbeitung draft, Seite page, string? item, Eingaben posted)
    {
        var stored = page.Repeat is null ? draft.Entered : draft.Item(page, item);
        var (answers, target) = Ground(draft, page);
        var look = ReferenceEquals(target, answers) ? new Blick(answers) : new Blick(answers, target);
        var (visible, good, problems) = (new List<Feld>(), new Dictionary<string, JsonNode?>(), new List<Fehler>());
        foreach (var field in page.Fields.Where(field => field.When?.IsMet(look) != false))
        {
            visible.Add(field);
            if (!field.IsAsked)
            {
                continue;
            }

            var reading = field is DateiFeld ? new Lesung(stored?[field.Id] is { } files && field.Fits(files) ? files : null) : field.Read(posted);
            var problem = reading.Problem is { } wrong ? new Fehler(field, field.FirstInput, wrong)
                : reading.Value is null ? field.Required ? new Fehler(field, field.FirstInput, field.Missing) : null
                : Pruefung.Find(field, reading.Value, new Pruefstand(draft.Today, look, draft.Streets));
            if (problem is not null)
            {
                problems.Add(problem);
            }
            else if (field is not DateiFeld)
            {
                good[field.Id] = reading.Value;
            }

            if (reading.Value is not null)
            {
                target[field.Id] = reading.Value.DeepClone();
            }
        }

        return new Lesebogen(visible, good, problems);
    }

    /// <summary>True where exactly this is stored already: the same click came twice.</summary>
    public bool IsStored(Bearbeitung draft, Seite page, string? item)
    {
        var stored = page.Repeat is null ? draft.Entered : draft.Item(page, item);
        return stored is not null && Good.All(pair => JsonNode.DeepEquals(stored[pair.Key], pair.Value));
    }

    /// <summary>The answers of the pages before; on an entry of a list also an empty entry to fill.</summary>
    private static (JsonObject Answers, JsonObject Target) Ground(Bearbeitung draft, Seite page)
    {
        var answers = draft.Way.Answers.DeepClone().AsObject();
        foreach (var field in draft.Form.Pages.SkipWhile(other => other.Id != page.Id).SelectMany(other => other.Fields))
        {
            answers.Remove(field.Id);
        }

        return (answers, page.Repeat is null ? answers : new JsonObject());
    }
}
