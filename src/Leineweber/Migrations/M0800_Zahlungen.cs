using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>Claims, attempts to pay, the ledger, and the demonstration provider's books.</summary>
[DbContext(typeof(LeineweberDb)), Migration("0800_zahlungen")]
internal sealed class M0800_Zahlungen : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        db.CreateTable("forderung", table => new
        {
            id = table.Column<Guid>(),
            kassenzeichen = table.Column<string>(maxLength: 40),
            bezug = table.Column<string>(maxLength: 120),
            konto_id = table.Column<Guid>(),
            zweck = table.Column<string>(maxLength: 200),
            cents = table.Column<long>(),
            return_path = table.Column<string>(maxLength: 400),
            created_at = table.Column<DateTime>(),
            status = table.Column<string>(maxLength: 40),
            paid_at = table.Column<DateTime>(nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_forderung", row => row.id));
        db.CreateIndex("ix_forderung_kassenzeichen", "forderung", "kassenzeichen", unique: true);
        db.CreateIndex("ix_forderung_bezug", "forderung", "bezug", unique: true);
        db.CreateIndex("ix_forderung_konto_id", "forderung", "konto_id");
        db.CreateIndex("ix_forderung_paid_at", "forderung", "paid_at");

        db.CreateTable("zahlung", table => new
        {
            id = table.Column<Guid>(),
            forderung_id = table.Column<Guid>(),
            provider = table.Column<string>(maxLength: 40),
            reference = table.Column<string>(maxLength: 120),
            status = table.Column<string>(maxLength: 40),
            started_at = table.Column<DateTime>(),
            ended_at = table.Column<DateTime>(nullable: true),
            is_overpayment = table.Column<bool>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_zahlung", row => row.id);
            table.ForeignKey("fk_zahlung_forderung_forderung_id", row => row.forderung_id, "forderung", "id", onDelete: ReferentialAction.Restrict);
        });
        db.CreateIndex("ix_zahlung_forderung_id", "zahlung", "forderung_id");
        db.CreateIndex("ix_zahlung_provider_reference", "zahlung", ["provider", "reference"], unique: true);
        db.CreateIndex("ix_zahlung_status_started_at", "zahlung", ["status", "started_at"]);

        db.CreateTable("buchung", table => new
        {
            id = table.Column<Guid>(),
            forderung_id = table.Column<Guid>(),
            at = table.Column<DateTime>(),
            soll = table.Column<string>(maxLength: 40),
            haben = table.Column<string>(maxLength: 40),
            cents = table.Column<long>(),
            beleg = table.Column<string>(maxLength: 120),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_buchung", row => row.id);
            table.ForeignKey("fk_buchung_forderung_forderung_id", row => row.forderung_id, "forderung", "id", onDelete: ReferentialAction.Restrict);
        });
        db.CreateIndex("ix_buchung_forderung_id", "buchung", "forderung_id");
        db.CreateIndex("ix_buchung_beleg", "buchung", "beleg", unique: true);
        db.CreateIndex("ix_buchung_at", "buchung", "at");

        db.CreateTable("demo_zahlungsauftrag", table => new
        {
            reference = table.Column<string>(maxLength: 120),
            cents = table.Column<long>(),
            purpose = table.Column<string>(maxLength: 200),
            return_address = table.Column<string>(maxLength: 400),
            status = table.Column<string>(maxLength: 40),
            known_from = table.Column<DateTime>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_demo_zahlungsauftrag", row => row.reference));
    }
}
