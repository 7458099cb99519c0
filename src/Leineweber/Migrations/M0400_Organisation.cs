using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>What sign-ins need (staff and citizens alike), the plan of organisation, staff, roles, deputies.</summary>
[DbContext(typeof(LeineweberDb)), Migration("0400_organisation")]
internal sealed class M0400_Organisation : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        SignIn(db);
        Plan(db);
        Staff(db);
    }

    private static void SignIn(MigrationBuilder db)
    {
        db.CreateTable("zugang", table => new
        {
            kind = table.Column<string>(maxLength: 40),
            subject_id = table.Column<Guid>(),
            anmeldename = table.Column<string>(maxLength: 254),
            kennwort_hash = table.Column<string>(maxLength: 400, nullable: true),
            totp_secret = table.Column<string>(maxLength: 400, nullable: true),
            totp_last_step = table.Column<long>(),
        }, constraints: table => table.PrimaryKey("pk_zugang", row => new { row.kind, row.subject_id }));
        db.CreateIndex("ix_zugang_kind_anmeldename", "zugang", ["kind", "anmeldename"], unique: true);

        db.CreateTable("anmeldebremse", table => new
        {
            key = table.Column<string>(maxLength: 64),
            failures = table.Column<int>(),
            last_at = table.Column<DateTime>(),
            blocked_until = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("pk_anmeldebremse", row => row.key));
        db.CreateIndex("ix_anmeldebremse_last_at", "anmeldebremse", "last_at");

        db.CreateTable("einmalschluessel", table => new
        {
            hash = table.Column<string>(maxLength: 64),
            purpose = table.Column<string>(maxLength: 60),
            subject_id = table.Column<string>(maxLength: 80),
            data = table.Column<string>(),
            expires_at = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("pk_einmalschluessel", row => row.hash));
        db.CreateIndex("ix_einmalschluessel_purpose_subject_id", "einmalschluessel", ["purpose", "subject_id"]);
        db.CreateIndex("ix_einmalschluessel_expires_at", "einmalschluessel", "expires_at");

        db.CreateTable("wiederherstellungscode", table => new
        {
            hash = table.Column<string>(maxLength: 64),
            kind = table.Column<string>(maxLength: 40),
            subject_id = table.Column<string>(maxLength: 80),
        }, constraints: table => table.PrimaryKey("pk_wiederherstellungscode", row => row.hash));
        db.CreateIndex("ix_wiederherstellungscode_kind_subject_id", "wiederherstellungscode", ["kind", "subject_id"]);

        db.CreateTable("passkey", table => new
        {
            credential_id = table.Column<string>(maxLength: 1400),
            kind = table.Column<string>(maxLength: 40),
            subject_id = table.Column<string>(maxLength: 80),
            name = table.Column<string>(maxLength: 80),
            created_at = table.Column<DateTime>(),
            used_at = table.Column<DateTime>(nullable: true),
            public_key = table.Column<byte[]>(),
            sign_count = table.Column<long>(),
            transports = table.Column<string>(maxLength: 120),
            is_user_verified = table.Column<bool>(),
            is_backup_eligible = table.Column<bool>(),
            is_backed_up = table.Column<bool>(),
        }, constraints: table => table.PrimaryKey("pk_passkey", row => row.credential_id));
        db.CreateIndex("ix_passkey_kind_subject_id", "passkey", ["kind", "subject_id"]);
    }

    private static void Plan(MigrationBuilder db)
    {
        db.CreateTable("organisationseinheit", table => new
        {
            id = table.Column<Guid>(),
            nummer = table.Column<string>(maxLength: 40),
            name = table.Column<string>(maxLength: 200),
            name_en = table.Column<string>(maxLength: 200, nullable: true),
            parent_id = table.Column<Guid>(nullable: true),
            art = table.Column<string>(maxLength: 40),
            strasse = table.Column<string>(nullable: true),
            plz = table.Column<string>(nullable: true),
            ort = table.Column<string>(nullable: true),
            ort_hinweis = table.Column<string>(nullable: true),
            telefon = table.Column<string>(nullable: true),
            email = table.Column<string>(nullable: true),
            reihenfolge = table.Column<int>(),
            oeffnungszeiten = table.Column<string>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_organisationseinheit", row => row.id);
            table.ForeignKey("fk_organisationseinheit_organisationseinheit_parent_id", row => row.parent_id, "organisationseinheit", "id");
        });
        db.CreateIndex("ix_organisationseinheit_nummer", "organisationseinheit", "nummer", unique: true);
        db.CreateIndex("ix_organisationseinheit_parent_id", "organisationseinheit", "parent_id");
    }

    private static void Staff(MigrationBuilder db)
    {
        db.CreateTable("bedienstete", table => new
        {
            id = table.Column<Guid>(),
            vorname = table.Column<string>(maxLength: 120),
            nachname = table.Column<string>(maxLength: 120),
            email = table.Column<string>(maxLength: 254),
            telefon = table.Column<string>(maxLength: 60, nullable: true),
            funktion = table.Column<string>(maxLength: 200, nullable: true),
            unit_id = table.Column<Guid>(nullable: true),
            created_at = table.Column<DateTime>(),
            ended_at = table.Column<DateTime>(nullable: true),
            last_sign_in_at = table.Column<DateTime>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_bedienstete", row => row.id);
            table.ForeignKey("fk_bedienstete_organisationseinheit_unit_id", row => row.unit_id, "organisationseinheit", "id");
        });
        db.CreateIndex("ix_bedienstete_unit_id", "bedienstete", "unit_id");

        db.CreateTable("rollenzuweisung", table => new
        {
            id = table.Column<Guid>(),
            bediensteten_id = table.Column<Guid>(),
            rolle = table.Column<string>(maxLength: 40),
            unit_id = table.Column<Guid>(),
            granted_at = table.Column<DateTime>(),
            ended_at = table.Column<DateTime>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_rollenzuweisung", row => row.id);
            table.ForeignKey("fk_rollenzuweisung_bedienstete_bediensteten_id", row => row.bediensteten_id, "bedienstete", "id", onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_rollenzuweisung_organisationseinheit_unit_id", row => row.unit_id, "organisationseinheit", "id", onDelete: ReferentialAction.Cascade);
        });
        db.CreateIndex("ix_rollenzuweisung_bediensteten_id", "rollenzuweisung", "bediensteten_id");
        db.CreateIndex("ix_rollenzuweisung_unit_id", "rollenzuweisung", "unit_id");

        db.CreateTable("vertretung", table => new
        {
            id = table.Column<Guid>(),
            absent_id = table.Column<Guid>(),
            deputy_id = table.Column<Guid>(nullable: true),
            von = table.Column<DateOnly>(),
            bis = table.Column<DateOnly>(),
            cancelled_at = table.Column<DateTime>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_vertretung", row => row.id);
            table.ForeignKey("fk_vertretung_bedienstete_absent_id", row => row.absent_id, "bedienstete", "id", onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_vertretung_bedienstete_deputy_id", row => row.deputy_id, "bedienstete", "id");
        });
        db.CreateIndex("ix_vertretung_absent_id", "vertretung", "absent_id");
        db.CreateIndex("ix_vertretung_deputy_id", "vertretung", "deputy_id");
    }
}
