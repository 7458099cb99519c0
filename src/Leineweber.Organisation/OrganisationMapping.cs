using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leineweber.Organisation;

internal sealed class OrganisationseinheitMapping : IEntityTypeConfiguration<Organisationseinheit>
{
    public void Configure(EntityTypeBuilder<Organisationseinheit> builder)
    {
        builder.ToTable("organisationseinheit");
        builder.Property(unit => unit.Nummer).HasMaxLength(40);
        builder.Property(unit => unit.Name).HasMaxLength(200);
        builder.Property(unit => unit.NameEn).HasMaxLength(200);
        builder.Property(unit => unit.Art).HasMaxLength(40);
        builder.Property(unit => unit.OeffnungszeitenJson).HasColumnName("oeffnungszeiten");
        builder.Ignore(unit => unit.Oeffnungszeiten);
        builder.HasIndex(unit => unit.Nummer).IsUnique();
        builder.HasOne<Organisationseinheit>().WithMany().HasForeignKey(unit => unit.ParentId);
    }
}

internal sealed class BedienstetenMapping : IEntityTypeConfiguration<Bedienstete>
{
    public void Configure(EntityTypeBuilder<Bedienstete> builder)
    {
        builder.ToTable("bedienstete");
        builder.Property(b => b.Vorname).HasMaxLength(120);
        builder.Property(b => b.Nachname).HasMaxLength(120);
        builder.Property(b => b.Email).HasMaxLength(254);
        builder.Property(b => b.Telefon).HasMaxLength(60);
        builder.Property(b => b.Funktion).HasMaxLength(200);
        builder.HasOne<Organisationseinheit>().WithMany().HasForeignKey(b => b.UnitId);
    }
}

internal sealed class RollenzuweisungMapping : IEntityTypeConfiguration<Rollenzuweisung>
{
    public void Configure(EntityTypeBuilder<Rollenzuweisung> builder)
    {
        builder.ToTable("rollenzuweisung");
        builder.HasOne<Bedienstete>().WithMany().HasForeignKey(role => role.BedienstetenId);
        builder.HasOne<Organisationseinheit>().WithMany().HasForeignKey(role => role.UnitId);
    }
}

internal sealed class VertretungMapping : IEntityTypeConfiguration<Vertretung>
{
    public void Configure(EntityTypeBuilder<Vertretung> builder)
    {
        builder.ToTable("vertretung");
        builder.HasOne<Bedienstete>().WithMany().HasForeignKey(v => v.AbsentId);
        builder.HasOne<Bedienstete>().WithMany().HasForeignKey(v => v.DeputyId);
    }
}
