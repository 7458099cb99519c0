namespace Leineweber.Foundation.Design;

/// <summary>Layouts of the house: <c>@{ Layout = Layouts.Portal; }</c>.</summary>
public static class Layouts
{
    /// <summary>For citizens and companies.</summary>
    public const string Portal = "/Foundation/Design/_Portal.cshtml";

    /// <summary>For staff.</summary>
    public const string Amt = "/Foundation/Design/_Amt.cshtml";
}
