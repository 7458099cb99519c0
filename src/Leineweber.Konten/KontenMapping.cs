using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leineweber.Konten;

internal sealed class NutzerkontoMapping : IEntityTypeConfiguration<Nutzerkonto>
{
    public void Configure(EntityTypeBuilder<Nutzerkonto> builder)
    {
        builder.ToTable("nutzerkonto");
        builder.Property(k => k.Vorname).HasMaxLength(120);
        builder.Property(k => k.Nachname).HasMaxLength(120);
        builder.Property(k => k.Organisation).HasMaxLength(200);
        builder.Property(k => k.Rechtsform).HasMaxLength(120);
        builder.Property(k => k.Register).HasMaxLength(200);
        builder.Property(k => k.Email).HasMaxLength(254);
        builder.Property(k => k.Telefon).HasMaxLength(60);
        builder.Property(k => k.Strasse).HasMaxLength(120);
        builder.Property(k => k.Hausnummer).HasMaxLength(20);
        builder.Property(k => k.Plz).HasMaxLength(20);
        builder.Property(k => k.Ort).HasMaxLength(120);
        builder.Property(k => k.Sprache).HasMaxLength(2);
        builder.Ignore(k => k.IsOrganisation);
        builder.HasOne<Nutzerkonto>().WithMany().HasForeignKey(k => k.MergedIntoId);
    }
}

internal sealed class IdentitaetMapping : IEntityTypeConfiguration<Identitaet>
{
    public void Configure(EntityTypeBuilder<Identitaet> builder)
    {
        builder.ToTable("identitaet");
        builder.Property(i => i.Provider).HasMaxLength(40);
        builder.Property(i => i.SubjectKey).HasMaxLength(400);
        builder.HasIndex(i => new { i.Provider, i.SubjectKey }).IsUnique();
        builder.HasOne<Nutzerkonto>().WithMany().HasForeignKey(i => i.KontoId);
    }
}

internal sealed class GastlinkMapping : IEntityTypeConfiguration<Gastlink>
{
    public void Configure(EntityTypeBuilder<Gastlink> builder)
    {
        builder.ToTable("gastlink");
        builder.HasKey(link => link.Hash);
        builder.Property(link => link.Hash).HasMaxLength(64);
        builder.HasOne<Nutzerkonto>().WithMany().HasForeignKey(link => link.KontoId);
    }
}
