using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leineweber.Foundation.Typesetting;

/// <summary>A letter of the city after DIN 5008 (form B), ready to be typeset. All texts are plain text; line breaks stay.</summary>
public sealed record Brief
{
    /// <summary>Who writes: stands in the letterhead and above the address.</summary>
    public required Absender Absender { get; init; }

    /// <summary>Address lines, at most six.</summary>
    public required IReadOnlyList<string> Empfaenger { get; init; }

    /// <summary>Line above the address, e.g. "Bereitstellung im Postkorb".</summary>
    public string? Vermerk { get; init; }

    /// <summary>The information block: Aktenzeichen, date, contact, telephone …; at most eight.</summary>
    public required IReadOnlyList<Angabe> Bezug { get; init; }

    /// <summary>Reference and date for the head of the following pages.</summary>
    public string? Kurzbezug { get; init; }

    /// <summary>Subject; also the title of the document.</summary>
    public required string Betreff { get; init; }

    /// <summary>Salutation, e.g. "Sehr geehrte Frau Weber,".</summary>
    public string? Anrede { get; init; }

    /// <summary>The body.</summary>
    public required IReadOnlyList<Textblock> Text { get; init; }

    /// <summary>Closing, "Mit freundlichen Grüßen" where empty.</summary>
    public string? Gruss { get; init; }

    /// <summary>Name and function of the person who signs, a line each.</summary>
    public IReadOnlyList<string> Unterzeichner { get; init; } = [];

    /// <summary>Information on legal remedies (§ 37 (6) VwVfG).</summary>
    public string? Rechtsbehelf { get; init; }

    /// <summary>Enclosures.</summary>
    public IReadOnlyList<string> Anlagen { get; init; } = [];

    /// <summary>What the box about the electronic seal says; no box where empty.</summary>
    public string? Siegelhinweis { get; init; }

    /// <summary>Entries of the footer.</summary>
    public IReadOnlyList<string> Fusszeile { get; init; } = [];

    /// <summary>Colour of the house as <c>#rrggbb</c>; dark enough on white for text.</summary>
    public string? Farbe { get; init; }

    /// <summary>Marks every page as a demonstration.</summary>
    public bool Demo { get; init; }

    /// <summary>The job for <see cref="ITypesetter"/>.</summary>
    public Typeset ToTypeset(string language = "de") =>
        new("#import \"/brief.typ\": brief\n#brief(daten)", Vorlage.Json(this), Betreff, language);
}

/// <summary>Who writes a document.</summary>
/// <param name="Name">The city.</param>
/// <param name="Einheit">The office.</param>
/// <param name="Strasse">Street and number for the line above the address.</param>
/// <param name="Ort">Postal code and place.</param>
public sealed record Absender(string Name, string? Einheit = null, string? Strasse = null, string? Ort = null);

/// <summary>A named value, as in "Aktenzeichen: 320-2026-000417".</summary>
public sealed record Angabe(string Name, string Wert)
{
    /// <summary>Set in bold.</summary>
    public bool Wichtig { get; init; }
}

/// <summary>One piece of a letter's body.</summary>
public sealed record Textblock
{
    private Textblock(string art) => Art = art;

    /// <summary>Kind, as the template knows it.</summary>
    public string Art { get; }

    /// <summary>Text of a paragraph or heading.</summary>
    public string? Text { get; private init; }

    /// <summary>Entries of a list.</summary>
    public IReadOnlyList<string>? Punkte { get; private init; }

    /// <summary>Rows of a table of named values.</summary>
    public IReadOnlyList<Angabe>? Angaben { get; private init; }

    /// <summary>A paragraph.</summary>
    public static Textblock Paragraph(string text) => new("absatz") { Text = text };

    /// <summary>A heading inside the letter.</summary>
    public static Textblock Heading(string text) => new("ueberschrift") { Text = text };

    /// <summary>A list with bullets.</summary>
    public static Textblock List(params IReadOnlyList<string> items) => new("liste") { Punkte = items };

    /// <summary>A numbered list.</summary>
    public static Textblock Numbered(params IReadOnlyList<string> items) => new("nummern") { Punkte = items };

    /// <summary>A table of named values.</summary>
    public static Textblock Values(params IReadOnlyList<Angabe> values) => new("angaben") { Angaben = values };

    /// <summary>Plain text as paragraphs: an empty line begins a new one.</summary>
    public static IReadOnlyList<Textblock> Paragraphs(string text) =>
        [.. text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Paragraph)];
}

/// <summary>How the records of this folder become the data of their templates.</summary>
internal static class Vorlage
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    public static JsonNode Json<T>(T data) => JsonSerializer.SerializeToNode(data, Camel)!;
}
