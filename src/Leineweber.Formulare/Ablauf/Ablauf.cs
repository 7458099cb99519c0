using System.Text.Json.Nodes;
using Leineweber.Formulare.Felder;

namespace Leineweber.Formulare;

/// <summary>
/// The way through a form, computed anew from what was entered on every request. A page whose condition is not met does not exist, a question
/// whose condition is not met has no answer: hidden is absent. Conditions only look back, so one pass in the order of the form settles all.
/// </summary>
internal sealed class Ablauf
{
    private Ablauf(Formularmodell form, JsonObject answers, IReadOnlyList<Schritt> steps)
    {
        Form = form;
        Answers = answers;
        Steps = steps;
    }

    public Formularmodell Form { get; }

    /// <summary>The answers: only of questions that are asked, only values of the right shape.</summary>
    public JsonObject Answers { get; }

    /// <summary>The pages that exist, in order.</summary>
    public IReadOnlyList<Schritt> Steps { get; }

    /// <summary>The first page that is not answered yet; null where all are.</summary>
    public Schritt? FirstOpen => Steps.FirstOrDefault(step => !step.IsAnswered);

    /// <summary>Computes the way.</summary>
    /// <param name="form">The frozen version of the form.</param>
    /// <param name="entered">All values ever entered, parked ones included; not changed.</param>
    /// <param name="seen">Ids of pages that were posted once.</param>
    /// <param name="today">Today in the city.</param>
    /// <param name="streets">The city's streets.</param>
    public static Ablauf Compute(Formularmodell form, JsonObject entered, IReadOnlySet<string> seen, DateOnly today, Strassenverzeichnis streets)
    {
        var answers = new JsonObject();
        var steps = new List<Schritt>();
        foreach (var page in form.Pages.Where(page => page.When?.IsMet(new Blick(answers)) != false))
        {
            steps.Add(page.Repeat is null
                ? Once(page, entered, answers, seen.Contains(page.Id), today, streets)
                : Repeated(page, page.Repeat, entered, answers, seen.Contains(page.Id), today, streets));
        }

        return new Ablauf(form, answers, steps);
    }

    public Schritt? Step(string pageId) => Steps.FirstOrDefault(step => step.Page.Id == pageId);

    /// <summary>True where the page may be opened: it is answered, or the first that is not.</summary>
    public bool MayOpen(Schritt step) => step.IsAnswered || step == FirstOpen || Steps.TakeWhile(other => other != step).All(other => other.IsAnswered);

    public Schritt? Before(Schritt step) => Steps.TakeWhile(other => other != step).LastOrDefault();

    public Schritt? After(Schritt step) => Steps.SkipWhile(other => other != step).Skip(1).FirstOrDefault();

    /// <summary>Which step of how many this is; null where answers still to come may change the number.</summary>
    public (int Number, int Of)? Place(Schritt step)
    {
        var pages = Form.Pages.ToList();
        var known = pages.TakeWhile(page => page.Id != step.Page.Id).Select(page => page.Id).ToHashSet();
        var certain = pages.SkipWhile(page => page.Id != step.Page.Id).Skip(1).Where(page => page.When is not null)
            .All(page => page.When!.Refers.All(id => known.Contains(PageOf(id))));
        return certain ? (Steps.TakeWhile(other => other != step).Count() + 1, Steps.Count) : null;
    }

    private string PageOf(string id) =>
        (Form.Pages.FirstOrDefault(page => page.Fields.Any(field => field.Id == id)) ?? Form.Page(id)!).Id;

    private static Schritt Once(Seite page, JsonObject entered, JsonObject answers, bool seen, DateOnly today, Strassenverzeichnis streets)
    {
        var problems = new List<Fehler>();
        var fields = Visit(page, entered, answers, new Blick(answers), today, streets, problems);
        return new Schritt(page, fields, [], problems, seen);
    }

    private static Schritt Repeated(Seite page, Wiederholung repeat, JsonObject entered, JsonObject answers, bool seen, DateOnly today, Strassenverzeichnis streets)
    {
        var items = new List<Eintrag>();
        var list = new JsonArray();
        foreach (var raw in (entered[page.Id] as JsonArray ?? []).OfType<JsonObject>().Where(raw => raw["id"].Text() is not null).Take(repeat.Max))
        {
            var item = new JsonObject { ["id"] = raw["id"].Text() };
            var problems = new List<Fehler>();
            var fields = Visit(page, raw, item, new Blick(answers, item), today, streets, problems);
            items.Add(new Eintrag(raw["id"].Text()!, item, fields, problems));
            list.Add(item);
        }

        if (list.Count > 0)
        {
            answers[page.Id] = list;
        }

        return new Schritt(page, [], items, [], seen);
    }

    /// <summary>Goes through a page's questions: which are asked, which values count, what is wrong.</summary>
    private static List<Feld> Visit(Seite page, JsonObject entered, JsonObject target, Blick look, DateOnly today, Strassenverzeichnis streets, List<Fehler> problems)
    {
        var visible = new List<Feld>();
        foreach (var field in page.Fields.Where(field => field.When?.IsMet(look) != false))
        {
            visible.Add(field);
            if (!field.IsAsked)
            {
                continue;
            }

            var value = Own(entered[field.Id]);
            if (value is null || !field.Fits(value))
            {
                if (field.Required)
                {
                    problems.Add(new Fehler(field, field.FirstInput, field.Missing));
                }

                continue;
            }

            if (Pruefung.Find(field, value, new Pruefstand(today, look, streets)) is { } problem)
            {
                problems.Add(problem);
            }

            target[field.Id] = value;
        }

        return visible;
    }

    /// <summary>A copy that belongs to nobody yet. Simple values are taken out of the text they were read from once, instead of at every look at them.</summary>
    private static JsonNode? Own(JsonNode? value) => value switch
    {
        JsonValue when value.Text() is { } text => JsonValue.Create(text),
        JsonValue when value.Number() is { } number => JsonValue.Create(number),
        _ => value?.DeepClone(),
    };
}

/// <summary>A page on the way.</summary>
/// <param name="Page">The page.</param>
/// <param name="Fields">Its visible questions, where it is asked once.</param>
/// <param name="Items">Its entries, where it is repeated.</param>
/// <param name="Problems">What is not right yet.</param>
/// <param name="IsSeen">True where it was posted once.</param>
internal sealed record Schritt(Seite Page, IReadOnlyList<Feld> Fields, IReadOnlyList<Eintrag> Items, IReadOnlyList<Fehler> Problems, bool IsSeen)
{
    public bool IsAnswered => IsSeen && Problems.Count == 0 && Items.All(item => item.Problems.Count == 0)
        && (Page.Repeat is null || Items.Count >= Page.Repeat.Min);
}

/// <summary>One entry of a repeated page.</summary>
internal sealed record Eintrag(string Id, JsonObject Answers, IReadOnlyList<Feld> Fields, IReadOnlyList<Fehler> Problems);

/// <summary>What is not right with an answer.</summary>
/// <param name="Field">The question.</param>
/// <param name="Input">The input to jump to.</param>
/// <param name="Message">In the reader's language, saying how to fix it.</param>
internal sealed record Fehler(Feld Field, string Input, string Message);

/// <summary>Checks values against their questions.</summary>
internal static class Pruefung
{
    public static Fehler? Find(Feld field, System.Text.Json.Nodes.JsonNode value, Pruefstand at) => field is AnschriftFeld address
        ? address.Find(value, at.Strassen) is { } found ? new Fehler(field, $"{field.Id}.{found.Input}", found.Message) : null
        : field.Check(value, at) is { } message ? new Fehler(field, field.FirstInput, message) : null;
}
