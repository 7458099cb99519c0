using Leineweber.Foundation.Ablage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leineweber.Postkorb;

internal sealed class NachrichtMapping : IEntityTypeConfiguration<Nachricht>
{
    public void Configure(EntityTypeBuilder<Nachricht> builder)
    {
        builder.ToTable("nachricht");
        builder.Property(row => row.Betreff).HasMaxLength(200);
        builder.Property(row => row.Absender).HasMaxLength(200);
        builder.Property(row => row.Bezug).HasMaxLength(120);
        builder.Ignore(row => row.Subject);
        builder.Ignore(row => row.IsFromCitizen);
        builder.HasIndex(row => new { row.KontoId, row.CreatedAt });
        builder.HasIndex(row => row.Bezug);
        builder.HasIndex(row => row.AnswerTo);
        builder.HasMany(row => row.Anlagen).WithOne().HasForeignKey(row => row.NachrichtId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AnlageMapping : IEntityTypeConfiguration<Anlage>
{
    public void Configure(EntityTypeBuilder<Anlage> builder)
    {
        builder.ToTable("nachricht_anlage");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Name).HasMaxLength(200);
        builder.Property(row => row.ContentType).HasMaxLength(100);
        builder.Property(row => row.Sha256).IsBlob(nameof(Anlage.Size));
    }
}

internal sealed class ZustellungMapping : IEntityTypeConfiguration<Zustellung>
{
    public void Configure(EntityTypeBuilder<Zustellung> builder)
    {
        builder.ToTable("zustellung");
        builder.HasKey(row => row.NachrichtId);
        builder.Property(row => row.NachrichtId).ValueGeneratedNever();
        builder.HasOne<Nachricht>().WithOne().HasForeignKey<Zustellung>(row => row.NachrichtId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(row => row.RegelStand).HasMaxLength(40);
        builder.Property(row => row.ContentHash).HasMaxLength(64);
        builder.Property(row => row.AddressHash).HasMaxLength(64);
        builder.HasIndex(row => row.ProvidedAt);
    }
}
