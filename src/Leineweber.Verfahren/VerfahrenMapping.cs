using Leineweber.Foundation.Ablage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leineweber.Verfahren;

internal sealed class BearbeitungMapping : IEntityTypeConfiguration<Bearbeitung>
{
    public void Configure(EntityTypeBuilder<Bearbeitung> builder)
    {
        builder.ToTable("bearbeitung");
        builder.HasKey(row => row.VorgangId);
        builder.Property(row => row.VorgangId).ValueGeneratedNever();
        builder.Property(row => row.Aktenzeichen).HasMaxLength(40);
        builder.Property(row => row.AntragNummer).HasMaxLength(60);
        builder.Property(row => row.Leistung).HasMaxLength(300);
        builder.Property(row => row.FormularKey).HasMaxLength(120);
        builder.Property(row => row.Person).HasMaxLength(300);
        builder.Property(row => row.UnitNummer).HasMaxLength(20);
        builder.Property(row => row.Bearbeiter).HasMaxLength(200);
        builder.Property(row => row.FristGrund).HasMaxLength(200);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.Ignore(row => row.IsOpen);
        builder.HasIndex(row => row.AntragId).IsUnique();
        builder.HasIndex(row => new { row.UnitNummer, row.Stand, row.EingegangenAt });
        builder.HasIndex(row => new { row.BearbeiterId, row.Stand });
        builder.HasIndex(row => new { row.Stand, row.FristAm });
        builder.HasIndex(row => row.EingegangenAt);
        builder.HasIndex(row => new { row.UnitNummer, row.Stand, row.Aktenzeichen });
        builder.HasIndex(row => row.AntragNummer);
        builder.HasIndex(row => row.AktenschrankId);
        builder.HasIndex(row => new { row.EntschiedenAt, row.DauerMinuten });
    }
}

internal sealed class NotizMapping : IEntityTypeConfiguration<Notiz>
{
    public void Configure(EntityTypeBuilder<Notiz> builder)
    {
        builder.ToTable("notiz");
        builder.Property(row => row.Text).HasMaxLength(8000);
        builder.Property(row => row.By).HasMaxLength(200);
        builder.HasIndex(row => row.VorgangId);
    }
}

internal sealed class NachforderungMapping : IEntityTypeConfiguration<Nachforderung>
{
    public void Configure(EntityTypeBuilder<Nachforderung> builder)
    {
        builder.ToTable("nachforderung");
        builder.Property(row => row.Text).HasMaxLength(8000);
        builder.Property(row => row.By).HasMaxLength(200);
        builder.HasIndex(row => row.VorgangId);
        builder.HasIndex(row => row.NachrichtId).IsUnique();
    }
}

internal sealed class BescheidMapping : IEntityTypeConfiguration<Bescheid>
{
    public void Configure(EntityTypeBuilder<Bescheid> builder)
    {
        builder.ToTable("bescheid");
        builder.Property(row => row.Betreff).HasMaxLength(300);
        builder.Property(row => row.Anrede).HasMaxLength(300);
        builder.Property(row => row.Text).HasMaxLength(40000);
        builder.Property(row => row.Nebenbestimmungen).HasMaxLength(20000);
        builder.Property(row => row.Rechtsbehelf).HasMaxLength(4000);
        builder.Property(row => row.Autor).HasMaxLength(200);
        builder.Property(row => row.AutorFunktion).HasMaxLength(200);
        builder.Property(row => row.Zeichner).HasMaxLength(200);
        builder.Property(row => row.Rueckgabe).HasMaxLength(2000);
        builder.Property(row => row.SatzSha256).IsBlob();
        builder.Property(row => row.SiegelSha256).IsBlob(nameof(Bescheid.SiegelSize));
        builder.Property(row => row.BekanntgabeRegel).HasMaxLength(1000);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.VorgangId).IsUnique();
        builder.HasIndex(row => row.NachrichtId).IsUnique();
    }
}

internal sealed class BriefvorlageMapping : IEntityTypeConfiguration<Briefvorlage>
{
    public void Configure(EntityTypeBuilder<Briefvorlage> builder)
    {
        builder.ToTable("briefvorlage");
        builder.Property(row => row.Key).HasMaxLength(120);
        builder.Property(row => row.Titel).HasMaxLength(200);
        builder.Property(row => row.FormularKey).HasMaxLength(120);
        builder.Property(row => row.Betreff).HasMaxLength(300);
        builder.Property(row => row.Text).HasMaxLength(40000);
        builder.Property(row => row.Nebenbestimmungen).HasMaxLength(20000);
        builder.Property(row => row.Rechtsbehelf).HasMaxLength(4000);
        builder.HasIndex(row => row.Key).IsUnique();
    }
}
