using Leineweber.Foundation.Ablage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leineweber.Akten;

internal sealed class AktenplaneinheitMapping : IEntityTypeConfiguration<Aktenplaneinheit>
{
    public void Configure(EntityTypeBuilder<Aktenplaneinheit> builder)
    {
        builder.ToTable("aktenplaneinheit");
        builder.Property(row => row.Kennzeichen).HasMaxLength(40);
        builder.Property(row => row.Titel).HasMaxLength(200);
        builder.Property(row => row.Hinweis).HasMaxLength(1000);
        builder.HasIndex(row => row.Kennzeichen).IsUnique();
        builder.HasOne<Aktenplaneinheit>().WithMany().HasForeignKey(row => row.ParentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AktenschrankMapping : IEntityTypeConfiguration<Aktenschrank>
{
    public void Configure(EntityTypeBuilder<Aktenschrank> builder)
    {
        builder.ToTable("aktenschrank");
        builder.Property(row => row.Name).HasMaxLength(200);
        builder.Property(row => row.UnitNummer).HasMaxLength(20);
        builder.HasIndex(row => row.UnitNummer);
    }
}

internal sealed class AkteMapping : IEntityTypeConfiguration<Akte>
{
    public void Configure(EntityTypeBuilder<Akte> builder)
    {
        builder.ToTable("akte");
        builder.Property(row => row.Aktenzeichen).HasMaxLength(80);
        builder.Property(row => row.Titel).HasMaxLength(300);
        builder.Property(row => row.UnitNummer).HasMaxLength(20);
        builder.HasIndex(row => row.Aktenzeichen).IsUnique();
        builder.HasIndex(row => new { row.UnitNummer, row.AktenplaneinheitId });
        builder.HasOne<Aktenplaneinheit>().WithMany().HasForeignKey(row => row.AktenplaneinheitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Aktenschrank>().WithMany().HasForeignKey(row => row.AktenschrankId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class VorgangMapping : IEntityTypeConfiguration<Vorgang>
{
    public void Configure(EntityTypeBuilder<Vorgang> builder)
    {
        builder.ToTable("vorgang");
        builder.Property(row => row.Aktenzeichen).HasMaxLength(40);
        builder.Property(row => row.Betreff).HasMaxLength(300);
        builder.Property(row => row.UnitNummer).HasMaxLength(20);
        builder.Property(row => row.Bezug).HasMaxLength(120);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.Aktenzeichen).IsUnique();
        builder.HasIndex(row => row.Bezug).IsUnique();
        builder.HasIndex(row => new { row.UnitNummer, row.OpenedAt });
        builder.HasIndex(row => new { row.Status, row.AufbewahrenBis });
        builder.HasIndex(row => new { row.AkteId, row.OpenedAt });
        builder.HasOne<Akte>().WithMany().HasForeignKey(row => row.AkteId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SuchwortMapping : IEntityTypeConfiguration<Suchwort>
{
    public void Configure(EntityTypeBuilder<Suchwort> builder)
    {
        builder.ToTable("suchwort");
        builder.HasKey(row => new { row.UnitNummer, row.Wort, row.VorgangId });
        builder.Property(row => row.UnitNummer).HasMaxLength(20);
        builder.Property(row => row.Wort).HasMaxLength(Suchwort.Longest);
        builder.HasIndex(row => new { row.VorgangId, row.Wort });
    }
}

internal sealed class DokumentMapping : IEntityTypeConfiguration<Dokument>
{
    public void Configure(EntityTypeBuilder<Dokument> builder)
    {
        builder.ToTable("dokument");
        builder.Property(row => row.Titel).HasMaxLength(200);
        builder.Property(row => row.Schluessel).HasMaxLength(160);
        builder.HasIndex(row => new { row.VorgangId, row.Schluessel }).IsUnique();
        builder.HasOne<Vorgang>().WithMany().HasForeignKey(row => row.VorgangId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(row => row.Fassungen).WithOne().HasForeignKey(row => row.DokumentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DokumentVersionMapping : IEntityTypeConfiguration<DokumentVersion>
{
    public void Configure(EntityTypeBuilder<DokumentVersion> builder)
    {
        builder.ToTable("dokument_version");
        builder.Property(row => row.FileName).HasMaxLength(200);
        builder.Property(row => row.ContentType).HasMaxLength(120);
        builder.Property(row => row.Sha256).IsBlob(nameof(DokumentVersion.Size));
        builder.Property(row => row.CreatedBy).HasMaxLength(200);
        builder.HasIndex(row => new { row.DokumentId, row.Nummer }).IsUnique();
        builder.HasIndex(row => row.Sha256);
    }
}

internal sealed class FreigabeMapping : IEntityTypeConfiguration<Freigabe>
{
    public void Configure(EntityTypeBuilder<Freigabe> builder)
    {
        builder.ToTable("freigabe");
        builder.Property(row => row.Name).HasMaxLength(200);
        builder.Property(row => row.Grund).HasMaxLength(500);
        builder.Property(row => row.GrantedBy).HasMaxLength(200);
        builder.HasIndex(row => row.BediensteteId);
        builder.HasIndex(row => row.VorgangId);
        builder.HasIndex(row => row.AktenschrankId);
    }
}

internal sealed class VerweisMapping : IEntityTypeConfiguration<Verweis>
{
    public void Configure(EntityTypeBuilder<Verweis> builder)
    {
        builder.ToTable("verweis");
        builder.Property(row => row.Grund).HasMaxLength(200);
        builder.HasIndex(row => new { row.VonId, row.NachId }).IsUnique();
        builder.HasIndex(row => row.NachId);
    }
}
