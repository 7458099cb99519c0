using Leineweber.Foundation.Ablage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leineweber.Formulare;

internal sealed class FormularMapping : IEntityTypeConfiguration<Formular>
{
    public void Configure(EntityTypeBuilder<Formular> builder)
    {
        builder.ToTable("formular");
        builder.Property(row => row.Key).HasMaxLength(60);
        builder.Property(row => row.Title).HasMaxLength(300);
        builder.Property(row => row.LeistungSlug).HasMaxLength(160);
        builder.Property(row => row.UnitNummer).HasMaxLength(20);
        builder.HasIndex(row => row.Key).IsUnique();
    }
}

internal sealed class FormularVersionMapping : IEntityTypeConfiguration<FormularVersion>
{
    public void Configure(EntityTypeBuilder<FormularVersion> builder)
    {
        builder.ToTable("formular_version");
        builder.Property(row => row.Hash).HasMaxLength(64);
        builder.Property(row => row.ImportedBy).HasMaxLength(200);
        builder.Property(row => row.PublishedBy).HasMaxLength(200);
        builder.HasIndex(row => new { row.FormularId, row.Number }).IsUnique();
        builder.HasIndex(row => new { row.FormularId, row.Hash }).IsUnique();
        builder.HasOne<Formular>().WithMany().HasForeignKey(row => row.FormularId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AntragMapping : IEntityTypeConfiguration<Antrag>
{
    public void Configure(EntityTypeBuilder<Antrag> builder)
    {
        builder.ToTable("antrag");
        builder.Ignore(row => row.Subject);
        builder.Property(row => row.FormularKey).HasMaxLength(60);
        builder.Property(row => row.Language).HasMaxLength(2);
        builder.Property(row => row.SeenPages).HasMaxLength(8000);
        builder.Property(row => row.Nummer).HasMaxLength(60);
        builder.Property(row => row.Kassenzeichen).HasMaxLength(60);
        builder.Property(row => row.Organisation).HasMaxLength(200);
        builder.Property(row => row.Handelnd).HasMaxLength(200);
        builder.Property(row => row.PdfSha256).IsBlob(nameof(Antrag.PdfSize));
        builder.Property(row => row.Revision).IsConcurrencyToken();
        builder.HasIndex(row => new { row.KontoId, row.ChangedAt });
        builder.HasIndex(row => new { row.Status, row.ChangedAt });
        builder.HasIndex(row => row.Nummer).IsUnique();
        builder.HasOne<FormularVersion>().WithMany().HasForeignKey(row => row.FormularVersionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AntragSchrittMapping : IEntityTypeConfiguration<AntragSchritt>
{
    public void Configure(EntityTypeBuilder<AntragSchritt> builder)
    {
        builder.ToTable("antrag_schritt");
        builder.Property(row => row.ActorKind).HasMaxLength(40);
        builder.Property(row => row.ActorId).HasMaxLength(80);
        builder.HasIndex(row => row.AntragId);
        builder.HasOne<Antrag>().WithMany().HasForeignKey(row => row.AntragId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AnlageMapping : IEntityTypeConfiguration<Anlage>
{
    public void Configure(EntityTypeBuilder<Anlage> builder)
    {
        builder.ToTable("anlage");
        builder.Property(row => row.FieldId).HasMaxLength(60);
        builder.Property(row => row.ItemId).HasMaxLength(20);
        builder.Property(row => row.Name).HasMaxLength(200);
        builder.Property(row => row.ContentType).HasMaxLength(100);
        builder.Property(row => row.Sha256).IsBlob(nameof(Anlage.Size));
        builder.HasIndex(row => row.AntragId);
        builder.HasOne<Antrag>().WithMany().HasForeignKey(row => row.AntragId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PlatzMapping : IEntityTypeConfiguration<Platz>
{
    public void Configure(EntityTypeBuilder<Platz> builder)
    {
        builder.ToTable("platz");
        builder.Property(row => row.FormularKey).HasMaxLength(60);
        builder.Property(row => row.KontingentId).HasMaxLength(60);
        builder.Property(row => row.ItemId).HasMaxLength(20);
        builder.Property(row => row.Wish).HasMaxLength(200);
        builder.Ignore(row => row.Bezug);
        builder.Ignore(row => row.IsHeld);
        builder.HasIndex(row => new { row.Status, row.OfferedUntil });
        builder.HasIndex(row => new { row.FormularKey, row.KontingentId, row.Status });
        builder.HasIndex(row => row.AntragId);
        builder.HasOne<Antrag>().WithMany().HasForeignKey(row => row.AntragId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class StrassenzeileMapping : IEntityTypeConfiguration<Felder.Strassenzeile>
{
    public void Configure(EntityTypeBuilder<Felder.Strassenzeile> builder)
    {
        builder.ToTable("strasse");
        builder.Property(row => row.Name).HasMaxLength(120);
        builder.Property(row => row.Plz).HasMaxLength(5);
        builder.Property(row => row.Bezirk).HasMaxLength(80);
    }
}
