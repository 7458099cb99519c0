using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>What someone signs in with here: name, password, second factor. One per person who may; who may no longer has none.</summary>
public sealed class Zugang
{
    /// <summary>Citizen or staff.</summary>
    public required SitzungKind Kind { get; init; }

    /// <summary>Whose.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Name to sign in with, small letters; unique among its kind.</summary>
    public required string Anmeldename { get; set; }

    /// <summary>True where a password is set.</summary>
    public bool HasPassword => KennwortHash is not null;

    /// <summary>True where a second factor is set up.</summary>
    public bool HasSecondFactor => TotpSecret is not null;

    internal string? KennwortHash { get; set; }

    /// <summary>Secret of the second factor, encrypted.</summary>
    internal string? TotpSecret { get; set; }

    internal long TotpLastStep { get; set; }
}

internal sealed class ZugangMapping : IEntityTypeConfiguration<Zugang>
{
    public void Configure(EntityTypeBuilder<Zugang> builder)
    {
        builder.ToTable("zugang");
        builder.HasKey(row => new { row.Kind, row.SubjectId });
        builder.Property(row => row.Anmeldename).HasMaxLength(254);
        builder.Property(row => row.KennwortHash).HasMaxLength(400);
        builder.Property(row => row.TotpSecret).HasMaxLength(400);
        builder.Property(row => row.TotpLastStep);
        builder.HasIndex(row => new { row.Kind, row.Anmeldename }).IsUnique();
    }
}
