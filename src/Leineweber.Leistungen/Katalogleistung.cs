namespace Leineweber.Leistungen;

/// <summary>An entry of the national catalogue of services (LeiKa), beside the city's own descriptions.</summary>
public sealed class Katalogleistung
{
    /// <summary>Number of the entry in the catalogue's file.</summary>
    public required int Id { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; set; }

    /// <summary>Key of the service: 14 digits; empty where the catalogue has none.</summary>
    public required string Schluessel { get; set; }

    /// <summary>Who makes rule and executes: LeiKa type 1 to 5, "2/3", or empty.</summary>
    public required string Typ { get; set; }

    /// <summary>Description; often empty.</summary>
    public required string Beschreibung { get; set; }

    /// <summary>Legal basis as written in the catalogue; often empty.</summary>
    public required string Rechtsgrundlage { get; set; }

    /// <summary>Bundle of services it belongs to.</summary>
    public required string Buendel { get; set; }

    /// <summary>Situation in the catalogue's order.</summary>
    public required string Lage { get; set; }

    /// <summary>Subject in the catalogue's order.</summary>
    public required string Themenfeld { get; set; }
}
