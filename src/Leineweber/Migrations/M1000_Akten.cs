using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>Filing plan, cabinets, files, cases, documents and who may see them.</summary>
[DbContext(typeof(LeineweberDb)), Migration("1000_akten")]
internal sealed class M1000_Akten : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        db.CreateTable("aktenplaneinheit", table => new
        {
            id = table.Column<Guid>(),
            kennzeichen = table.Column<string>(maxLength: 40),
            titel = table.Column<string>(maxLength: 200),
            parent_id = table.Column<Guid>(nullable: true),
            aufbewahrung_jahre = table.Column<int>(nullable: true),
            hinweis = table.Column<string>(maxLength: 1000, nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_aktenplaneinheit", row => row.id);
            table.ForeignKey("fk_aktenplaneinheit_aktenplaneinheit_parent_id", row => row.parent_id, "aktenplaneinheit", "id", onDelete: ReferentialAction.Restrict);
        });
        db.CreateIndex("ix_aktenplaneinheit_kennzeichen", "aktenplaneinheit", "kennzeichen", unique: true);
        db.CreateIndex("ix_aktenplaneinheit_parent_id", "aktenplaneinheit", "parent_id");

        db.CreateTable("aktenschrank", table => new
        {
            id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: 200),
            unit_nummer = table.Column<string>(maxLength: 20),
            is_protected = table.Column<bool>(),
            created_at = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("pk_aktenschrank", row => row.id));
        db.CreateIndex("ix_aktenschrank_unit_nummer", "aktenschrank", "unit_nummer");

        db.CreateTable("akte", table => new
        {
            id = table.Column<Guid>(),
            aktenzeichen = table.Column<string>(maxLength: 80),
            titel = table.Column<string>(maxLength: 300),
            aktenplaneinheit_id = table.Column<Guid>(),
            aktenschrank_id = table.Column<Guid>(),
            unit_nummer = table.Column<string>(maxLength: 20),
            opened_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_akte", row => row.id);
            table.ForeignKey("fk_akte_aktenplaneinheit_aktenplaneinheit_id", row => row.aktenplaneinheit_id, "aktenplaneinheit", "id", onDelete: ReferentialAction.Restrict);
            table.ForeignKey("fk_akte_aktenschrank_aktenschrank_id", row => row.aktenschrank_id, "aktenschrank", "id", onDelete: ReferentialAction.Restrict);
        });
        db.CreateIndex("ix_akte_aktenzeichen", "akte", "aktenzeichen", unique: true);
        db.CreateIndex("ix_akte_unit_nummer_aktenplaneinheit_id", "akte", ["unit_nummer", "aktenplaneinheit_id"]);
        db.CreateIndex("ix_akte_aktenplaneinheit_id", "akte", "aktenplaneinheit_id");
        db.CreateIndex("ix_akte_aktenschrank_id", "akte", "aktenschrank_id");

        Vorgang(db);
        Dokument(db);

        db.CreateTable("freigabe", table => new
        {
            id = table.Column<Guid>(),
            bedienstete_id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: 200),
            aktenschrank_id = table.Column<Guid>(nullable: true),
            vorgang_id = table.Column<Guid>(nullable: true),
            grund = table.Column<string>(maxLength: 500),
            granted_by = table.Column<string>(maxLength: 200),
            granted_at = table.Column<DateTime>(),
            until = table.Column<DateTime>(nullable: true),
            withdrawn_at = table.Column<DateTime>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_freigabe", row => row.id));
        db.CreateIndex("ix_freigabe_bedienstete_id", "freigabe", "bedienstete_id");
        db.CreateIndex("ix_freigabe_vorgang_id", "freigabe", "vorgang_id");

        db.CreateTable("verweis", table => new
        {
            id = table.Column<Guid>(),
            von_id = table.Column<Guid>(),
            nach_id = table.Column<Guid>(),
            grund = table.Column<string>(maxLength: 200),
            created_at = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("pk_verweis", row => row.id));
        db.CreateIndex("ix_verweis_von_id_nach_id", "verweis", ["von_id", "nach_id"], unique: true);
        db.CreateIndex("ix_verweis_nach_id", "verweis", "nach_id");
    }

    private static void Vorgang(MigrationBuilder db)
    {
        db.CreateTable("vorgang", table => new
        {
            id = table.Column<Guid>(),
            aktenzeichen = table.Column<string>(maxLength: 40),
            betreff = table.Column<string>(maxLength: 300),
            akte_id = table.Column<Guid>(),
            aktenschrank_id = table.Column<Guid>(),
            unit_nummer = table.Column<string>(maxLength: 20),
            bezug = table.Column<string>(maxLength: 120, nullable: true),
            status = table.Column<string>(maxLength: 40),
            opened_at = table.Column<DateTime>(),
            closed_at = table.Column<DateTime>(nullable: true),
            aufbewahren_bis = table.Column<DateOnly>(nullable: true),
            version = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_vorgang", row => row.id);
            table.ForeignKey("fk_vorgang_akte_akte_id", row => row.akte_id, "akte", "id", onDelete: ReferentialAction.Restrict);
        });
        db.CreateIndex("ix_vorgang_aktenzeichen", "vorgang", "aktenzeichen", unique: true);
        db.CreateIndex("ix_vorgang_bezug", "vorgang", "bezug", unique: true);
        db.CreateIndex("ix_vorgang_unit_nummer_opened_at", "vorgang", ["unit_nummer", "opened_at"]);
        db.CreateIndex("ix_vorgang_status_aufbewahren_bis", "vorgang", ["status", "aufbewahren_bis"]);
        db.CreateIndex("ix_vorgang_akte_id", "vorgang", "akte_id");
    }

    private static void Dokument(MigrationBuilder db)
    {
        db.CreateTable("dokument", table => new
        {
            id = table.Column<Guid>(),
            vorgang_id = table.Column<Guid>(),
            titel = table.Column<string>(maxLength: 200),
            herkunft = table.Column<string>(maxLength: 40),
            schluessel = table.Column<string>(maxLength: 160, nullable: true),
            created_at = table.Column<DateTime>(),
            versionen = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_dokument", row => row.id);
            table.ForeignKey("fk_dokument_vorgang_vorgang_id", row => row.vorgang_id, "vorgang", "id", onDelete: ReferentialAction.Restrict);
        });
        db.CreateIndex("ix_dokument_vorgang_id_schluessel", "dokument", ["vorgang_id", "schluessel"], unique: true);

        db.CreateTable("dokument_version", table => new
        {
            id = table.Column<Guid>(),
            dokument_id = table.Column<Guid>(),
            nummer = table.Column<int>(),
            file_name = table.Column<string>(maxLength: 200),
            content_type = table.Column<string>(maxLength: 120),
            sha256 = table.Column<string>(maxLength: 64),
            size = table.Column<long>(),
            created_at = table.Column<DateTime>(),
            created_by = table.Column<string>(maxLength: 200),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_dokument_version", row => row.id);
            table.ForeignKey("fk_dokument_version_dokument_dokument_id", row => row.dokument_id, "dokument", "id", onDelete: ReferentialAction.Restrict);
        });
        db.CreateIndex("ix_dokument_version_dokument_id_nummer", "dokument_version", ["dokument_id", "nummer"], unique: true);
        db.CreateIndex("ix_dokument_version_sha256", "dokument_version", "sha256");
    }
}
