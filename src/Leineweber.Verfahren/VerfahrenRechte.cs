namespace Leineweber.Verfahren;

/// <summary>The rights of this module.</summary>
public static class VerfahrenRechte
{
    /// <summary>Work on Vorgaenge: take, ask, decide, close.</summary>
    public const string Bearbeiten = "verfahren.bearbeiten";

    /// <summary>Sign decisions of others.</summary>
    public const string Zeichnen = "verfahren.zeichnen";

    /// <summary>See the figures of the services.</summary>
    public const string Auswerten = "auswertung";

    /// <summary>Look after the running of the program.</summary>
    public const string Betrieb = "betrieb";
}
