using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>Forms with their versions, applications with their steps and files, limited places.</summary>
[DbContext(typeof(LeineweberDb)), Migration("1100_formulare")]
internal sealed class M1100_Formulare : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        CreateForms(db);
        CreateApplications(db);
        db.CreateTable("platz", table => new
        {
            id = table.Column<Guid>(),
            formular_key = table.Column<string>(maxLength: 60),
            kontingent_id = table.Column<string>(maxLength: 60),
            antrag_id = table.Column<Guid>(),
            item_id = table.Column<string>(maxLength: 20, nullable: true),
            status = table.Column<string>(maxLength: 40),
            at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_platz", row => row.id);
            table.ForeignKey("fk_platz_antrag_antrag_id", row => row.antrag_id, "antrag", "id", onDelete: ReferentialAction.Cascade);
        });
        db.CreateIndex("ix_platz_formular_key_kontingent_id_status", "platz", ["formular_key", "kontingent_id", "status"]);
        db.CreateIndex("ix_platz_antrag_id", "platz", "antrag_id");

        db.CreateTable("strasse", table => new
        {
            id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: 120),
            plz = table.Column<string>(maxLength: 5),
            bezirk = table.Column<string>(maxLength: 80),
        }, constraints: table => table.PrimaryKey("pk_strasse", row => row.id));
    }

    private static void CreateForms(MigrationBuilder db)
    {
        db.CreateTable("formular", table => new
        {
            id = table.Column<Guid>(),
            key = table.Column<string>(maxLength: 60),
            title = table.Column<string>(maxLength: 300),
            leistung_slug = table.Column<string>(maxLength: 160, nullable: true),
            unit_nummer = table.Column<string>(maxLength: 20),
            published_version_id = table.Column<Guid>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_formular", row => row.id));
        db.CreateIndex("ix_formular_key", "formular", "key", unique: true);

        db.CreateTable("formular_version", table => new
        {
            id = table.Column<Guid>(),
            formular_id = table.Column<Guid>(),
            number = table.Column<int>(),
            hash = table.Column<string>(maxLength: 64),
            content = table.Column<string>(),
            imported_at = table.Column<DateTime>(),
            imported_by = table.Column<string>(maxLength: 200),
            published_at = table.Column<DateTime>(nullable: true),
            published_by = table.Column<string>(maxLength: 200, nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_formular_version", row => row.id);
            table.ForeignKey("fk_formular_version_formular_formular_id", row => row.formular_id, "formular", "id", onDelete: ReferentialAction.Restrict);
        });
        db.CreateIndex("ix_formular_version_formular_id_number", "formular_version", ["formular_id", "number"], unique: true);
        db.CreateIndex("ix_formular_version_formular_id_hash", "formular_version", ["formular_id", "hash"], unique: true);
    }

    private static void CreateApplications(MigrationBuilder db)
    {
        db.CreateTable("antrag", table => new
        {
            id = table.Column<Guid>(),
            formular_version_id = table.Column<Guid>(),
            formular_key = table.Column<string>(maxLength: 60),
            konto_id = table.Column<Guid>(),
            status = table.Column<string>(maxLength: 40),
            language = table.Column<string>(maxLength: 2),
            entered = table.Column<string>(nullable: true),
            seen_pages = table.Column<string>(maxLength: 8000),
            revision = table.Column<int>(),
            answers = table.Column<string>(nullable: true),
            fees = table.Column<string>(nullable: true),
            fee_cents = table.Column<long>(),
            nummer = table.Column<string>(maxLength: 60, nullable: true),
            kassenzeichen = table.Column<string>(maxLength: 60, nullable: true),
            created_at = table.Column<DateTime>(),
            changed_at = table.Column<DateTime>(),
            submitted_at = table.Column<DateTime>(nullable: true),
            received_at = table.Column<DateTime>(nullable: true),
            pdf_sha256 = table.Column<string>(maxLength: 64, nullable: true),
            pdf_size = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_antrag", row => row.id);
            table.ForeignKey("fk_antrag_formular_version_formular_version_id", row => row.formular_version_id, "formular_version", "id", onDelete: ReferentialAction.Restrict);
        });
        db.CreateIndex("ix_antrag_konto_id_changed_at", "antrag", ["konto_id", "changed_at"]);
        db.CreateIndex("ix_antrag_status_changed_at", "antrag", ["status", "changed_at"]);
        db.CreateIndex("ix_antrag_nummer", "antrag", "nummer", unique: true);
        db.CreateIndex("ix_antrag_formular_version_id", "antrag", "formular_version_id");

        db.CreateTable("antrag_schritt", table => new
        {
            id = table.Column<Guid>(),
            antrag_id = table.Column<Guid>(),
            status = table.Column<string>(maxLength: 40),
            at = table.Column<DateTime>(),
            actor_kind = table.Column<string>(maxLength: 40),
            actor_id = table.Column<string>(maxLength: 80),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_antrag_schritt", row => row.id);
            table.ForeignKey("fk_antrag_schritt_antrag_antrag_id", row => row.antrag_id, "antrag", "id", onDelete: ReferentialAction.Cascade);
        });
        db.CreateIndex("ix_antrag_schritt_antrag_id", "antrag_schritt", "antrag_id");

        db.CreateTable("anlage", table => new
        {
            id = table.Column<Guid>(),
            antrag_id = table.Column<Guid>(),
            field_id = table.Column<string>(maxLength: 60),
            item_id = table.Column<string>(maxLength: 20, nullable: true),
            name = table.Column<string>(maxLength: 200),
            content_type = table.Column<string>(maxLength: 100),
            sha256 = table.Column<string>(maxLength: 64),
            size = table.Column<long>(),
            uploaded_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_anlage", row => row.id);
            table.ForeignKey("fk_anlage_antrag_antrag_id", row => row.antrag_id, "antrag", "id", onDelete: ReferentialAction.Cascade);
        });
        db.CreateIndex("ix_anlage_antrag_id", "anlage", "antrag_id");
    }
}
