using Leineweber.Foundation.Figures;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leineweber.Foundation.Data;

internal sealed class NummernkreisMapping : IEntityTypeConfiguration<Nummernkreis>
{
    public void Configure(EntityTypeBuilder<Nummernkreis> builder)
    {
        builder.ToTable("nummernkreis");
        builder.HasKey(row => row.Series);
        builder.Property(row => row.Series).HasMaxLength(120);
    }
}

internal sealed class JobMapping : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("job");
        builder.Property(job => job.Handler).HasMaxLength(200);
        builder.Property(job => job.LeaseOwner).HasMaxLength(80);
        builder.Property(job => job.Trace).HasMaxLength(55);
        builder.Property(job => job.LastError).HasMaxLength(4000);
        builder.HasIndex(job => new { job.Status, job.DueAt });
    }
}

internal sealed class ScheduledMapping : IEntityTypeConfiguration<Scheduled>
{
    public void Configure(EntityTypeBuilder<Scheduled> builder)
    {
        builder.ToTable("zeitplan");
        builder.HasKey(row => row.Name);
        builder.Property(row => row.Name).HasMaxLength(120);
    }
}

internal sealed class ProtokollRowMapping : IEntityTypeConfiguration<ProtokollRow>
{
    public void Configure(EntityTypeBuilder<ProtokollRow> builder)
    {
        builder.ToTable("protokoll_eintrag");
        builder.HasKey(row => row.Seq);
        builder.Property(row => row.Seq).ValueGeneratedNever();
        // The column is older than the links: renaming it would stop nodes of the version before during a rolling restart.
        builder.Property(row => row.LinkHash).HasColumnName("root_hash");
        builder.Property(row => row.ActorId).HasMaxLength(80);
        builder.Property(row => row.Action).HasMaxLength(80);
        builder.Property(row => row.Subject).HasMaxLength(120);
        builder.HasIndex(row => row.Subject);
    }
}

internal sealed class ProtokollHeadMapping : IEntityTypeConfiguration<ProtokollHead>
{
    public void Configure(EntityTypeBuilder<ProtokollHead> builder)
    {
        builder.ToTable("protokoll_stand");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class ProtokollCheckpointMapping : IEntityTypeConfiguration<ProtokollCheckpoint>
{
    public void Configure(EntityTypeBuilder<ProtokollCheckpoint> builder)
    {
        builder.ToTable("protokoll_pruefpunkt");
        builder.HasKey(row => row.Size);
        builder.Property(row => row.Size).ValueGeneratedNever();
    }
}

internal sealed class SitzungMapping : IEntityTypeConfiguration<Sitzung>
{
    public void Configure(EntityTypeBuilder<Sitzung> builder)
    {
        builder.ToTable("sitzung");
        builder.HasKey(row => row.TokenHash);
        builder.Property(row => row.TokenHash).HasMaxLength(64);
        builder.Property(row => row.SubjectId).HasMaxLength(80);
        builder.Property(row => row.Geraet).HasMaxLength(60);
        builder.Property(row => row.Handelnd).HasMaxLength(200);
        builder.HasIndex(row => new { row.Kind, row.SubjectId });
        builder.HasIndex(row => row.ExpiresAt);
    }
}

internal sealed class ZaehlerMapping : IEntityTypeConfiguration<ZaehlerRow>
{
    public void Configure(EntityTypeBuilder<ZaehlerRow> builder)
    {
        builder.ToTable("zaehler");
        builder.HasKey(row => new { row.Day, row.Name, row.Key });
        builder.Property(row => row.Name).HasMaxLength(80);
        builder.Property(row => row.Key).HasMaxLength(160);
        builder.HasIndex(row => new { row.Name, row.Day, row.Key, row.Value });
    }
}
