using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>Accounts, identities of providers, private links of guests.</summary>
[DbContext(typeof(LeineweberDb)), Migration("0500_konten")]
internal sealed class M0500_Konten : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        db.CreateTable("nutzerkonto", table => new
        {
            id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            vorname = table.Column<string>(maxLength: 120, nullable: true),
            nachname = table.Column<string>(maxLength: 120, nullable: true),
            email = table.Column<string>(maxLength: 254, nullable: true),
            email_confirmed_at = table.Column<DateTime>(nullable: true),
            telefon = table.Column<string>(maxLength: 60, nullable: true),
            strasse = table.Column<string>(maxLength: 120, nullable: true),
            hausnummer = table.Column<string>(maxLength: 20, nullable: true),
            plz = table.Column<string>(maxLength: 20, nullable: true),
            ort = table.Column<string>(maxLength: 120, nullable: true),
            geburtsdatum = table.Column<DateOnly>(nullable: true),
            sprache = table.Column<string>(maxLength: 2),
            created_at = table.Column<DateTime>(),
            last_sign_in_at = table.Column<DateTime>(nullable: true),
            merged_into_id = table.Column<Guid>(nullable: true),
            deleted_at = table.Column<DateTime>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_nutzerkonto", row => row.id);
            table.ForeignKey("fk_nutzerkonto_nutzerkonto_merged_into_id", row => row.merged_into_id, "nutzerkonto", "id");
        });
        db.CreateIndex("ix_nutzerkonto_merged_into_id", "nutzerkonto", "merged_into_id");

        db.CreateTable("identitaet", table => new
        {
            id = table.Column<Guid>(),
            konto_id = table.Column<Guid>(),
            provider = table.Column<string>(maxLength: 40),
            subject_key = table.Column<string>(maxLength: 400),
            linked_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_identitaet", row => row.id);
            table.ForeignKey("fk_identitaet_nutzerkonto_konto_id", row => row.konto_id, "nutzerkonto", "id", onDelete: ReferentialAction.Cascade);
        });
        db.CreateIndex("ix_identitaet_provider_subject_key", "identitaet", ["provider", "subject_key"], unique: true);
        db.CreateIndex("ix_identitaet_konto_id", "identitaet", "konto_id");

        db.CreateTable("gastlink", table => new
        {
            hash = table.Column<string>(maxLength: 64),
            konto_id = table.Column<Guid>(),
            created_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_gastlink", row => row.hash);
            table.ForeignKey("fk_gastlink_nutzerkonto_konto_id", row => row.konto_id, "nutzerkonto", "id", onDelete: ReferentialAction.Cascade);
        });
        db.CreateIndex("ix_gastlink_konto_id", "gastlink", "konto_id");
    }
}
