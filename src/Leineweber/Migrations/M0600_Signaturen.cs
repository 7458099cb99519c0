using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>The record of sealed documents.</summary>
[DbContext(typeof(LeineweberDb)), Migration("0600_signaturen")]
internal sealed class M0600_Signaturen : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        db.CreateTable("siegelung", table => new
        {
            id = table.Column<Guid>(),
            sha256before = table.Column<string>(maxLength: 64),
            sha256after = table.Column<string>(maxLength: 64),
            sealed_at = table.Column<DateTime>(),
            certificate_serial = table.Column<string>(maxLength: 80),
            certificate_subject = table.Column<string>(maxLength: 400),
            reason = table.Column<string>(maxLength: 200),
        }, constraints: table => table.PrimaryKey("pk_siegelung", row => row.id));
        db.CreateIndex("ix_siegelung_sha256before", "siegelung", "sha256before", unique: true);
        db.CreateIndex("ix_siegelung_sha256after", "siegelung", "sha256after");
    }
}
