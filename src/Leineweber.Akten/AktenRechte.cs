namespace Leineweber.Akten;

/// <summary>The rights of this module.</summary>
public static class AktenRechte
{
    /// <summary>Read the files of a unit.</summary>
    public const string Lesen = "akten.lesen";

    /// <summary>File documents by hand and close Vorgaenge.</summary>
    public const string Ablegen = "akten.ablegen";

    /// <summary>Set up and protect cabinets, grant and withdraw access.</summary>
    public const string Verwalten = "akten.verwalten";
}
