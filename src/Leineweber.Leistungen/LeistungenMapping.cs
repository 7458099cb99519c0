using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leineweber.Leistungen;

internal sealed class LeistungMapping : IEntityTypeConfiguration<Leistung>
{
    public void Configure(EntityTypeBuilder<Leistung> builder)
    {
        builder.ToTable("leistung");
        builder.Property(row => row.Slug).HasMaxLength(120);
        builder.Property(row => row.Name).HasMaxLength(300);
        builder.Property(row => row.OrganisationseinheitNummer).HasMaxLength(20);
        builder.Property(row => row.FormularKey).HasMaxLength(80);
        builder.Property(row => row.InhaltJson);
        builder.Ignore(row => row.Inhalt);
        builder.HasIndex(row => row.Slug).IsUnique();
        builder.HasIndex(row => row.FormularKey);
    }
}

internal sealed class LeistungVersionMapping : IEntityTypeConfiguration<LeistungVersion>
{
    public void Configure(EntityTypeBuilder<LeistungVersion> builder)
    {
        builder.ToTable("leistung_version");
        builder.Property(row => row.SavedBy).HasMaxLength(200);
        builder.Property(row => row.PublishedBy).HasMaxLength(200);
        builder.Property(row => row.Anlass).HasMaxLength(500);
        builder.Property(row => row.InhaltJson);
        builder.Property(row => row.Stand).IsConcurrencyToken();
        builder.Ignore(row => row.Inhalt);
        builder.HasOne<Leistung>().WithMany().HasForeignKey(row => row.LeistungId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => new { row.LeistungId, row.Nummer }).IsUnique();
    }
}

internal sealed class LebenslageMapping : IEntityTypeConfiguration<Lebenslage>
{
    public void Configure(EntityTypeBuilder<Lebenslage> builder)
    {
        builder.ToTable("lebenslage");
        builder.HasKey(row => row.Key);
        builder.Property(row => row.Key).HasMaxLength(80);
        builder.Property(row => row.Name).HasMaxLength(120);
        builder.Property(row => row.NameEn).HasMaxLength(120);
        builder.Property(row => row.Text).HasMaxLength(400);
        builder.Property(row => row.TextEn).HasMaxLength(400);
    }
}

internal sealed class KatalogleistungMapping : IEntityTypeConfiguration<Katalogleistung>
{
    public void Configure(EntityTypeBuilder<Katalogleistung> builder)
    {
        builder.ToTable("katalogleistung");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Name).HasMaxLength(500);
        builder.Property(row => row.Schluessel).HasMaxLength(40);
        builder.Property(row => row.Typ).HasMaxLength(10);
        builder.Property(row => row.Buendel).HasMaxLength(300);
        builder.Property(row => row.Lage).HasMaxLength(200);
        builder.Property(row => row.Themenfeld).HasMaxLength(200);
        builder.HasIndex(row => row.Schluessel);
    }
}

internal sealed class RueckmeldungMapping : IEntityTypeConfiguration<Rueckmeldung>
{
    public void Configure(EntityTypeBuilder<Rueckmeldung> builder)
    {
        builder.ToTable("rueckmeldung");
        builder.Property(row => row.Seite).HasMaxLength(200);
        builder.Property(row => row.Text).HasMaxLength(1000);
        builder.HasIndex(row => row.At);
    }
}

internal sealed class WortlisteMapping : IEntityTypeConfiguration<Wortliste>
{
    public void Configure(EntityTypeBuilder<Wortliste> builder)
    {
        builder.ToTable("wortliste");
        builder.HasKey(row => row.Name);
        builder.Property(row => row.Name).HasMaxLength(40);
    }
}
