using System.Text.Json.Nodes;
using Leineweber.Foundation.Uploads;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Felder;

/// <summary>Files to upload. The answer is the list of their ids, kept by uploading and removing, never by what the page posts.</summary>
internal sealed record DateiFeld : Feld
{
    public int Min { get; init; } = 1;

    public int Max { get; init; } = Upload.MostFiles;

    public override string Type => "file";

    public override int Seconds => 60;

    public override Lesung Read(Eingaben posted) => Lesung.Nothing;

    public override bool Fits(JsonNode value) => value is JsonArray { Count: > 0 } ids && ids.All(id => Guid.TryParse(id.Text(), out _));

    public override string? Check(JsonNode value, Pruefstand at) => ((JsonArray)value).Count switch
    {
        var count when count < Min => Say(T("Bitte laden Sie bei „{0}“ mindestens {1} Dateien hoch.", Label, Min)),
        var count when count > Max => Say(T("Bitte laden Sie bei „{0}“ höchstens {1} Dateien hoch.", Label, Max)),
        _ => null,
    };

    public override string Show(JsonNode value) => ((JsonArray)value).Count == 1 ? T("1 Datei") : T("{0} Dateien", ((JsonArray)value).Count);

    public override Eingaben Fill(JsonNode value) => Eingaben.Empty;

    public override string Missing => Error?.ToString() ?? T("Bitte laden Sie eine Datei hoch: {0}", Label);

    /// <summary>The ids of the files in an answer.</summary>
    public static IEnumerable<Guid> Ids(JsonNode? value) =>
        (value as JsonArray)?.Select(id => Guid.TryParse(id.Text(), out var guid) ? guid : Guid.Empty).Where(id => id != Guid.Empty) ?? [];
}
