namespace Leineweber.Organisation;

/// <summary>What is publicly known about the invented people of a demonstration city.</summary>
public static class Demo
{
    /// <summary>Password of all invented staff and citizens; set only where the tenant is a demonstration.</summary>
    public const string Kennwort = "nur-zur-vorfuehrung";
}
