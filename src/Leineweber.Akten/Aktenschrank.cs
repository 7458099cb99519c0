namespace Leineweber.Akten;

/// <summary>A cabinet of e-files; belongs to one Organisationseinheit, whose people see what is in it.</summary>
public sealed class Aktenschrank
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Name as it stands on the cabinet.</summary>
    public required string Name { get; set; }

    /// <summary>Number of the Organisationseinheit it belongs to.</summary>
    public required string UnitNummer { get; init; }

    /// <summary>True for a strictly protected cabinet: only an explicit <see cref="Freigabe"/> opens it, and every reading is recorded.</summary>
    public bool IsProtected { get; set; }

    /// <summary>When it was set up.</summary>
    public required DateTime CreatedAt { get; init; }
}
