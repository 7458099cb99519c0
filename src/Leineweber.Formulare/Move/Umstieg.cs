using System.Text.Json.Nodes;
using Leineweber.Formulare.Felder;

namespace Leineweber.Formulare.Move;

/// <summary>
/// What it means for a draft to go on with another version of its form: which questions are new, which changed, which answers find no place.
/// Nothing is deleted by moving: an answer without a place stays parked with the draft until it is submitted.
/// </summary>
/// <param name="To">The version to move to.</param>
/// <param name="New">Questions that did not exist before.</param>
/// <param name="Changed">Questions whose words, choices or duty to answer changed.</param>
/// <param name="Lost">Answers that find no place, as people read them.</param>
/// <param name="Again">Pages to be looked at again, because something on them is new, changed or lost.</param>
internal sealed record Umstieg(Fassung To, IReadOnlyList<string> New, IReadOnlyList<string> Changed, IReadOnlyList<VerloreneAntwort> Lost, IReadOnlySet<string> Again)
{
    /// <summary>True where every answer keeps its place.</summary>
    public bool IsCompatible => Lost.Count == 0;

    /// <summary>True where there is something to tell the person.</summary>
    public bool IsVisible => New.Count + Changed.Count + Lost.Count > 0;

    /// <summary>Compares the draft's version with another one, in the reader's language.</summary>
    public static Umstieg Plan(Formularmodell from, Fassung to, JsonObject entered, IReadOnlyCollection<Anlage> files)
    {
        var (before, after) = (Places(from), Places(to.Form));
        var lost = Values(from, entered).Where(one => !after.TryGetValue(one.Field.Id, out var place) || place.Repeated != one.Repeated || place.Field.Type != one.Field.Type || !place.Field.Fits(one.Value)).ToList();
        var fresh = after.Where(pair => pair.Value.Field.IsAsked && !before.ContainsKey(pair.Key)).Select(pair => pair.Value).ToList();
        var changed = after.Where(pair => pair.Value.Field.IsAsked && before.TryGetValue(pair.Key, out var old) && Differs(old, pair.Value)).Select(pair => pair.Value).ToList();
        return new Umstieg(to,
            [.. fresh.Select(place => place.Field.Label.ToString())],
            [.. changed.Select(place => place.Field.Label.ToString())],
            [.. lost.Select(one => new VerloreneAntwort(one.Field.Label.ToString(), Show(one.Field, one.Value, files)))],
            fresh.Concat(changed).Select(place => place.Page).Concat(lost.Select(one => after.TryGetValue(one.Field.Id, out var place) ? place.Page : "")).ToHashSet());
    }

    private static bool Differs(Stelle old, Stelle now) =>
        old.Repeated != now.Repeated || old.Field.Type != now.Field.Type || old.Field.Label != now.Field.Label || old.Field.Help != now.Field.Help || old.Field.Required != now.Field.Required
        || (old.Field is AuswahlFeld was && now.Field is AuswahlFeld choice && !was.Options.Select(option => (option.Value, option.Label)).SequenceEqual(choice.Options.Select(option => (option.Value, option.Label))));

    private static Dictionary<string, Stelle> Places(Formularmodell form) => form.Pages.SelectMany(page => page.Fields.Select(field => new Stelle(field, page.Id, page.Repeat is null ? null : page.Id)))
        .GroupBy(place => place.Field.Id).ToDictionary(group => group.Key, group => group.First());

    /// <summary>All values that count as answers in the version, those of hidden questions included.</summary>
    private static IEnumerable<(Feld Field, string? Repeated, JsonNode Value)> Values(Formularmodell form, JsonObject entered) =>
        from page in form.Pages
        from source in page.Repeat is null ? [entered] : (entered[page.Id] as JsonArray ?? []).OfType<JsonObject>()
        from field in page.Fields
        where field.IsAsked && source[field.Id] is { } value && field.Fits(value)
        select (field, page.Repeat is null ? null : page.Id, source[field.Id]!);

    private static string Show(Feld field, JsonNode value, IReadOnlyCollection<Anlage> files) => field is DateiFeld
        ? string.Join('\n', DateiFeld.Ids(value).Select(id => files.FirstOrDefault(file => file.Id == id)?.Name).OfType<string>())
        : field.Show(value);

    private sealed record Stelle(Feld Field, string Page, string? Repeated);
}

/// <summary>An answer that finds no place in the newer version.</summary>
internal sealed record VerloreneAntwort(string Label, string Value);
