using Leineweber.Zahlungen.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leineweber.Zahlungen;

internal sealed class ForderungMapping : IEntityTypeConfiguration<Forderung>
{
    public void Configure(EntityTypeBuilder<Forderung> builder)
    {
        builder.ToTable("forderung");
        builder.Property(row => row.Kassenzeichen).HasMaxLength(40);
        builder.Property(row => row.Bezug).HasMaxLength(120);
        builder.Property(row => row.Zweck).HasMaxLength(200);
        builder.Property(row => row.ReturnPath).HasMaxLength(400);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.Ignore(row => row.Subject);
        builder.HasIndex(row => row.Kassenzeichen).IsUnique();
        builder.HasIndex(row => row.Bezug).IsUnique();
        builder.HasIndex(row => row.KontoId);
        builder.HasIndex(row => row.PaidAt);
        builder.HasIndex(row => new { row.Status, row.PaidAt, row.Cents });
        builder.Property(row => row.WaiveReason).HasMaxLength(300);
        builder.HasIndex(row => new { row.Status, row.CreatedAt });
    }
}

internal sealed class ZahlungMapping : IEntityTypeConfiguration<Zahlung>
{
    public void Configure(EntityTypeBuilder<Zahlung> builder)
    {
        builder.ToTable("zahlung");
        builder.Property(row => row.Provider).HasMaxLength(40);
        builder.Property(row => row.Reference).HasMaxLength(120);
        builder.HasOne<Forderung>().WithMany().HasForeignKey(row => row.ForderungId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => new { row.Provider, row.Reference }).IsUnique();
        builder.HasIndex(row => new { row.Status, row.StartedAt });
    }
}

internal sealed class BuchungMapping : IEntityTypeConfiguration<Buchung>
{
    public void Configure(EntityTypeBuilder<Buchung> builder)
    {
        builder.ToTable("buchung");
        builder.Property(row => row.Soll).HasMaxLength(40);
        builder.Property(row => row.Haben).HasMaxLength(40);
        builder.Property(row => row.Beleg).HasMaxLength(120);
        builder.HasOne<Forderung>().WithMany().HasForeignKey(row => row.ForderungId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => row.Beleg).IsUnique();
        builder.HasIndex(row => row.At);
    }
}

internal sealed class ZahlungseingangMapping : IEntityTypeConfiguration<Zahlungseingang>
{
    public void Configure(EntityTypeBuilder<Zahlungseingang> builder)
    {
        builder.ToTable("zahlungseingang");
        builder.Property(row => row.Fingerprint).HasMaxLength(64);
        builder.Property(row => row.Zweck).HasMaxLength(500);
        builder.Property(row => row.Zahler).HasMaxLength(200);
        builder.Property(row => row.Iban).HasMaxLength(40);
        builder.Property(row => row.Herkunft).HasMaxLength(40);
        builder.Property(row => row.ImportedBy).HasMaxLength(200);
        builder.HasOne<Forderung>().WithMany().HasForeignKey(row => row.ForderungId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => row.Fingerprint).IsUnique();
        builder.HasIndex(row => new { row.Status, row.BookedOn });
    }
}

internal sealed class ErstattungMapping : IEntityTypeConfiguration<Erstattung>
{
    public void Configure(EntityTypeBuilder<Erstattung> builder)
    {
        builder.ToTable("erstattung");
        builder.Ignore(row => row.Subject);
        builder.Ignore(row => row.IsPending);
        builder.Property(row => row.Grund).HasMaxLength(300);
        builder.Property(row => row.Beleg).HasMaxLength(120);
        builder.Property(row => row.EndedBy).HasMaxLength(200);
        builder.HasOne<Forderung>().WithMany().HasForeignKey(row => row.ForderungId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Zahlungseingang>().WithMany().HasForeignKey(row => row.EingangId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => row.Beleg).IsUnique();
        builder.HasIndex(row => new { row.Status, row.CreatedAt });
    }
}

internal sealed class DemoOrderMapping : IEntityTypeConfiguration<DemoOrder>
{
    public void Configure(EntityTypeBuilder<DemoOrder> builder)
    {
        builder.ToTable("demo_zahlungsauftrag");
        builder.HasKey(row => row.Reference);
        builder.Property(row => row.Reference).HasMaxLength(120);
        builder.Property(row => row.Purpose).HasMaxLength(200);
        builder.Property(row => row.ReturnAddress).HasMaxLength(400);
    }
}
