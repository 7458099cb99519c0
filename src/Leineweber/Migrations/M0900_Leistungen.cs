using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>Services with versions, life situations, the national catalogue, readers' comments, and the feed the search follows.</summary>
[DbContext(typeof(LeineweberDb)), Migration("0900_leistungen")]
internal sealed class M0900_Leistungen : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        db.CreateTable("leistung", table => new
        {
            id = table.Column<Guid>(),
            slug = table.Column<string>(maxLength: 120),
            name = table.Column<string>(maxLength: 300),
            organisationseinheit_nummer = table.Column<string>(maxLength: 20),
            formular_key = table.Column<string>(maxLength: 80, nullable: true),
            status = table.Column<string>(maxLength: 40),
            published_version = table.Column<int>(),
            created_at = table.Column<DateTime>(),
            changed_at = table.Column<DateTime>(),
            inhalt_json = table.Column<string>(),
        }, constraints: table => table.PrimaryKey("pk_leistung", row => row.id));
        db.CreateIndex("ix_leistung_slug", "leistung", "slug", unique: true);
        db.CreateIndex("ix_leistung_formular_key", "leistung", "formular_key");

        db.CreateTable("leistung_version", table => new
        {
            id = table.Column<Guid>(),
            leistung_id = table.Column<Guid>(),
            nummer = table.Column<int>(),
            status = table.Column<string>(maxLength: 40),
            created_at = table.Column<DateTime>(),
            saved_at = table.Column<DateTime>(),
            saved_by = table.Column<string>(maxLength: 200),
            published_at = table.Column<DateTime>(nullable: true),
            published_by = table.Column<string>(maxLength: 200, nullable: true),
            anlass = table.Column<string>(maxLength: 500, nullable: true),
            stand = table.Column<int>(),
            inhalt_json = table.Column<string>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_leistung_version", row => row.id);
            table.ForeignKey("fk_leistung_version_leistung_leistung_id", row => row.leistung_id, "leistung", "id", onDelete: ReferentialAction.Restrict);
        });
        db.CreateIndex("ix_leistung_version_leistung_id_nummer", "leistung_version", ["leistung_id", "nummer"], unique: true);

        db.CreateTable("lebenslage", table => new
        {
            key = table.Column<string>(maxLength: 80),
            name = table.Column<string>(maxLength: 120),
            name_en = table.Column<string>(maxLength: 120),
            text = table.Column<string>(maxLength: 400),
            text_en = table.Column<string>(maxLength: 400),
            reihenfolge = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_lebenslage", row => row.key));

        db.CreateTable("katalogleistung", table => new
        {
            id = table.Column<int>(),
            name = table.Column<string>(maxLength: 500),
            schluessel = table.Column<string>(maxLength: 40),
            typ = table.Column<string>(maxLength: 10),
            beschreibung = table.Column<string>(),
            rechtsgrundlage = table.Column<string>(),
            buendel = table.Column<string>(maxLength: 300),
            lage = table.Column<string>(maxLength: 200),
            themenfeld = table.Column<string>(maxLength: 200),
        }, constraints: table => table.PrimaryKey("pk_katalogleistung", row => row.id));
        db.CreateIndex("ix_katalogleistung_schluessel", "katalogleistung", "schluessel");

        db.CreateTable("rueckmeldung", table => new
        {
            id = table.Column<Guid>(),
            seite = table.Column<string>(maxLength: 200),
            is_helpful = table.Column<bool>(),
            text = table.Column<string>(maxLength: 1000, nullable: true),
            at = table.Column<DateTime>(),
            done_at = table.Column<DateTime>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_rueckmeldung", row => row.id));
        db.CreateIndex("ix_rueckmeldung_at", "rueckmeldung", "at");

        db.CreateTable("wortliste", table => new
        {
            name = table.Column<string>(maxLength: 40),
            inhalt = table.Column<string>(),
        }, constraints: table => table.PrimaryKey("pk_wortliste", row => row.name));

        db.CreateTable("volltext_aenderung", table => new
        {
            index = table.Column<string>(maxLength: 40),
            dokument_id = table.Column<string>(maxLength: 160),
            stand = table.Column<long>(),
        }, constraints: table => table.PrimaryKey("pk_volltext_aenderung", row => new { row.index, row.dokument_id }));
        db.CreateIndex("ix_volltext_aenderung_index_stand", "volltext_aenderung", ["index", "stand"]);
    }
}
