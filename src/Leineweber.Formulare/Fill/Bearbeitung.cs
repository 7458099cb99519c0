using System.Text.Json.Nodes;
using Leineweber.Formulare.Felder;

namespace Leineweber.Formulare.Fill;

/// <summary>A draft opened by its owner: the row, its frozen form, the way computed from its answers, its files.</summary>
internal sealed record Bearbeitung(Antrag Antrag, Formularmodell Form, JsonObject Entered, IReadOnlySet<string> Seen, Ablauf Way, IReadOnlyList<Anlage> Files, Strassenverzeichnis Streets, DateOnly Today)
{
    /// <summary>Short fingerprint of what is stored for a page (or one entry of it), so that an outdated tab is noticed where it matters.</summary>
    public string Mark(Seite page, string? item)
    {
        var source = page.Repeat is null ? Entered : Item(page, item);
        var stored = new JsonObject(page.Fields.Where(field => source?[field.Id] is not null && field is not DateiFeld)
            .Select(field => KeyValuePair.Create(field.Id, source![field.Id]?.DeepClone())));
        return Modellspeicher.Hash(stored.ToJsonString())[..12];
    }

    /// <summary>What was entered for one entry of a repeated page, or null.</summary>
    public JsonObject? Item(Seite page, string? item) =>
        item is null ? null : (Entered[page.Id] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(row => row["id"].Text() == item);

    /// <summary>The files that answer a question now.</summary>
    public IReadOnlyList<Anlage> FilesOf(DateiFeld field, string? item) =>
        [.. Files.Where(file => file.FieldId == field.Id && file.ItemId == item)];
}
