using Leineweber.Foundation.Ablage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leineweber.Signaturen;

/// <summary>One act of sealing: which document became which, when, under which certificate. Rows are never changed.</summary>
public sealed class Siegelung
{
    /// <summary>Identity.</summary>
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>SHA-256 of the document before sealing, 64 lower-case hex digits; each document is sealed once.</summary>
    public required string Sha256Before { get; init; }

    /// <summary>SHA-256 of the sealed document; its name in the Ablage.</summary>
    public required string Sha256After { get; init; }

    /// <summary>When, UTC, as it also stands in the seal.</summary>
    public required DateTime SealedAt { get; init; }

    /// <summary>Serial number of the certificate, hexadecimal.</summary>
    public required string CertificateSerial { get; init; }

    /// <summary>Subject of the certificate.</summary>
    public required string CertificateSubject { get; init; }

    /// <summary>Why, as viewers show it, e.g. "Bescheid 320-2026-000417".</summary>
    public required string Reason { get; init; }
}

internal sealed class SiegelungMapping : IEntityTypeConfiguration<Siegelung>
{
    public void Configure(EntityTypeBuilder<Siegelung> builder)
    {
        builder.ToTable("siegelung");
        builder.Property(row => row.Sha256Before).HasMaxLength(64);
        builder.Property(row => row.Sha256After).IsBlob();
        builder.Property(row => row.CertificateSerial).HasMaxLength(80);
        builder.Property(row => row.CertificateSubject).HasMaxLength(400);
        builder.Property(row => row.Reason).HasMaxLength(200);
        builder.HasIndex(row => row.Sha256Before).IsUnique();
        builder.HasIndex(row => row.Sha256After);
    }
}
