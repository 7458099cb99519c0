using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>A session knows on what kind of device it began and when its owner last showed again who they are.</summary>
[DbContext(typeof(LeineweberDb)), Migration("1440_sitzungen")]
internal sealed class M1440_Sitzungen : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        db.AddColumn<string>("geraet", "sitzung", maxLength: 60, nullable: true);
        db.AddColumn<DateTime>("confirmed_at", "sitzung", nullable: true);
    }
}
