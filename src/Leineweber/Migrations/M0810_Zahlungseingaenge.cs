using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>Bank transfers, money that goes back, due dates and waived claims.</summary>
[DbContext(typeof(LeineweberDb)), Migration("0810_zahlungseingaenge")]
internal sealed class M0810_Zahlungseingaenge : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        db.AddColumn<DateOnly>("due_on", "forderung", nullable: true);
        db.AddColumn<DateTime>("waived_at", "forderung", nullable: true);
        db.AddColumn<string>("waive_reason", "forderung", maxLength: 300, nullable: true);
        db.CreateIndex("ix_forderung_status_created_at", "forderung", ["status", "created_at"]);

        db.CreateTable("zahlungseingang", table => new
        {
            id = table.Column<Guid>(),
            fingerprint = table.Column<string>(maxLength: 64),
            booked_on = table.Column<DateOnly>(),
            cents = table.Column<long>(),
            zweck = table.Column<string>(maxLength: 500),
            zahler = table.Column<string>(maxLength: 200, nullable: true),
            iban = table.Column<string>(maxLength: 40, nullable: true),
            herkunft = table.Column<string>(maxLength: 40),
            imported_at = table.Column<DateTime>(),
            imported_by = table.Column<string>(maxLength: 200),
            status = table.Column<string>(maxLength: 40),
            forderung_id = table.Column<Guid>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_zahlungseingang", row => row.id);
            table.ForeignKey("fk_zahlungseingang_forderung_forderung_id", row => row.forderung_id, "forderung", "id", onDelete: ReferentialAction.Restrict);
        });
        db.CreateIndex("ix_zahlungseingang_fingerprint", "zahlungseingang", "fingerprint", unique: true);
        db.CreateIndex("ix_zahlungseingang_forderung_id", "zahlungseingang", "forderung_id");
        db.CreateIndex("ix_zahlungseingang_status_booked_on", "zahlungseingang", ["status", "booked_on"]);

        db.CreateTable("erstattung", table => new
        {
            id = table.Column<Guid>(),
            forderung_id = table.Column<Guid>(nullable: true),
            eingang_id = table.Column<Guid>(nullable: true),
            cents = table.Column<long>(),
            grund = table.Column<string>(maxLength: 300),
            status = table.Column<string>(maxLength: 40),
            beleg = table.Column<string>(maxLength: 120),
            created_at = table.Column<DateTime>(),
            ended_at = table.Column<DateTime>(nullable: true),
            ended_by = table.Column<string>(maxLength: 200, nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_erstattung", row => row.id);
            table.ForeignKey("fk_erstattung_forderung_forderung_id", row => row.forderung_id, "forderung", "id", onDelete: ReferentialAction.Restrict);
            table.ForeignKey("fk_erstattung_zahlungseingang_eingang_id", row => row.eingang_id, "zahlungseingang", "id", onDelete: ReferentialAction.Restrict);
        });
        db.CreateIndex("ix_erstattung_beleg", "erstattung", "beleg", unique: true);
        db.CreateIndex("ix_erstattung_forderung_id", "erstattung", "forderung_id");
        db.CreateIndex("ix_erstattung_eingang_id", "erstattung", "eingang_id");
        db.CreateIndex("ix_erstattung_status_created_at", "erstattung", ["status", "created_at"]);
    }
}
