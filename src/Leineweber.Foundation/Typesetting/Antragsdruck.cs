namespace Leineweber.Foundation.Typesetting;

/// <summary>An application as it was submitted, for the file and for the person: questions and answers, attachments, receipt.</summary>
public sealed record Antragsdruck
{
    /// <summary>The city and the office that answers.</summary>
    public required Absender Absender { get; init; }

    /// <summary>Name of the application; also the title of the document.</summary>
    public required string Titel { get; init; }

    /// <summary>Number, time of receipt, person, way of signing in. The first value, the number, stands on the head of the following pages.</summary>
    public required IReadOnlyList<Angabe> Eckdaten { get; init; }

    /// <summary>The answers, in the order of the form. An empty answer is printed as "keine Angabe".</summary>
    public required IReadOnlyList<Antwortgruppe> Gruppen { get; init; }

    /// <summary>Uploaded files.</summary>
    public IReadOnlyList<Anlagenangabe> Anlagen { get; init; } = [];

    /// <summary>A note in a box at the end, e.g. the receipt or what happens next.</summary>
    public string? Hinweis { get; init; }

    /// <summary>Entries of the footer.</summary>
    public IReadOnlyList<string> Fusszeile { get; init; } = [];

    /// <summary>Colour of the house as <c>#rrggbb</c>.</summary>
    public string? Farbe { get; init; }

    /// <summary>Marks every page as a demonstration.</summary>
    public bool Demo { get; init; }

    /// <summary>The job for <see cref="ITypesetter"/>.</summary>
    public Typeset ToTypeset(string language = "de") =>
        new("#import \"/antrag.typ\": antrag\n#antrag(daten)", Vorlage.Json(this), Titel, language);
}

/// <summary>A page or group of a form with its answers.</summary>
public sealed record Antwortgruppe(string Titel, IReadOnlyList<Angabe> Angaben);

/// <summary>An attachment as it is printed.</summary>
/// <param name="Name">File name.</param>
/// <param name="Groesse">Size as people read it, e.g. "1,2 MB".</param>
/// <param name="Sha256">SHA-256 of the content, 64 hexadecimal digits.</param>
public sealed record Anlagenangabe(string Name, string Groesse, string Sha256);
