using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>Messages, their files, and the evidence of their delivery.</summary>
[DbContext(typeof(LeineweberDb)), Migration("0700_postkorb")]
internal sealed class M0700_Postkorb : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        db.CreateTable("nachricht", table => new
        {
            id = table.Column<Guid>(),
            konto_id = table.Column<Guid>(),
            art = table.Column<string>(maxLength: 40),
            betreff = table.Column<string>(maxLength: 200),
            text = table.Column<string>(),
            absender = table.Column<string>(maxLength: 200),
            bezug = table.Column<string>(maxLength: 120),
            created_at = table.Column<DateTime>(),
            answer_allowed = table.Column<bool>(),
            answer_by = table.Column<DateOnly>(nullable: true),
            answer_to = table.Column<Guid>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_nachricht", row => row.id));
        db.CreateIndex("ix_nachricht_konto_id_created_at", "nachricht", ["konto_id", "created_at"]);
        db.CreateIndex("ix_nachricht_bezug", "nachricht", "bezug");
        db.CreateIndex("ix_nachricht_answer_to", "nachricht", "answer_to");

        db.CreateTable("nachricht_anlage", table => new
        {
            id = table.Column<Guid>(),
            nachricht_id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: 200),
            content_type = table.Column<string>(maxLength: 100),
            sha256 = table.Column<string>(maxLength: 64),
            size = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_nachricht_anlage", row => row.id);
            table.ForeignKey("fk_nachricht_anlage_nachricht_nachricht_id", row => row.nachricht_id, "nachricht", "id", onDelete: ReferentialAction.Cascade);
        });
        db.CreateIndex("ix_nachricht_anlage_nachricht_id", "nachricht_anlage", "nachricht_id");

        db.CreateTable("zustellung", table => new
        {
            nachricht_id = table.Column<Guid>(),
            regel = table.Column<string>(maxLength: 40),
            regel_stand = table.Column<string>(maxLength: 40),
            provided_at = table.Column<DateTime>(),
            content_hash = table.Column<string>(maxLength: 64),
            notified_at = table.Column<DateTime>(nullable: true),
            address_hash = table.Column<string>(maxLength: 64, nullable: true),
            retrieved_at = table.Column<DateTime>(nullable: true),
            retrieved_level = table.Column<int>(nullable: true),
            ended_at = table.Column<DateTime>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_zustellung", row => row.nachricht_id);
            table.ForeignKey("fk_zustellung_nachricht_nachricht_id", row => row.nachricht_id, "nachricht", "id", onDelete: ReferentialAction.Cascade);
        });
        db.CreateIndex("ix_zustellung_provided_at", "zustellung", "provided_at");
    }
}
