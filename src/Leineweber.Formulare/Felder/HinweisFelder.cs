using System.Text.Json.Nodes;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Felder;

/// <summary>A statement one agrees to; kept as true. Required ones must be agreed to.</summary>
internal sealed record ZustimmungFeld : Feld
{
    public override string Type => "consent";

    public override int Seconds => 10;

    public override Lesung Read(Eingaben posted) => posted.Has(Id, "true") ? new Lesung(JsonValue.Create(true)) : Lesung.Nothing;

    public override bool Fits(JsonNode value) => value.Flag() == true;

    public override string Show(JsonNode value) => T("Ja");

    public override Eingaben Fill(JsonNode value) => Eingaben.Of((Id, "true"));

    public override string Missing => Error?.ToString() ?? T("Bitte bestätigen Sie diese Angabe. Sonst können Sie den Antrag nicht stellen.");
}

/// <summary>A text between the questions.</summary>
internal sealed record HinweisFeld : Feld
{
    /// <summary>Paragraphs under the heading.</summary>
    public required Wort Text { get; init; }

    public override string Type => "info";

    public override bool IsAsked => false;

    public override Lesung Read(Eingaben posted) => Lesung.Nothing;

    public override bool Fits(JsonNode value) => false;

    public override string Show(JsonNode value) => "";

    public override Eingaben Fill(JsonNode value) => Eingaben.Empty;
}
