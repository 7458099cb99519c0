using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leineweber.Foundation.Security.SignIn;

internal sealed class BremseMapping : IEntityTypeConfiguration<Bremse>
{
    public void Configure(EntityTypeBuilder<Bremse> builder)
    {
        builder.ToTable("anmeldebremse");
        builder.HasKey(row => row.Key);
        builder.Property(row => row.Key).HasMaxLength(64);
        builder.HasIndex(row => row.LastAt);
    }
}

internal sealed class EinmalschluesselMapping : IEntityTypeConfiguration<Einmalschluessel>
{
    public void Configure(EntityTypeBuilder<Einmalschluessel> builder)
    {
        builder.ToTable("einmalschluessel");
        builder.HasKey(row => row.Hash);
        builder.Property(row => row.Hash).HasMaxLength(64);
        builder.Property(row => row.Purpose).HasMaxLength(60);
        builder.Property(row => row.SubjectId).HasMaxLength(80);
        builder.HasIndex(row => new { row.Purpose, row.SubjectId });
        builder.HasIndex(row => row.ExpiresAt);
    }
}

internal sealed class WiederherstellungscodeMapping : IEntityTypeConfiguration<Wiederherstellungscode>
{
    public void Configure(EntityTypeBuilder<Wiederherstellungscode> builder)
    {
        builder.ToTable("wiederherstellungscode");
        builder.HasKey(row => row.Hash);
        builder.Property(row => row.Hash).HasMaxLength(64);
        builder.Property(row => row.SubjectId).HasMaxLength(80);
        builder.HasIndex(row => new { row.Kind, row.SubjectId });
    }
}
