using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>The work on Vorgaenge: Arbeitskorb, notes, requests, messages, decisions, letter templates.</summary>
[DbContext(typeof(LeineweberDb)), Migration("1300_verfahren")]
internal sealed class M1300_Verfahren : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        db.CreateTable("bearbeitung", table => new
        {
            vorgang_id = table.Column<Guid>(),
            aktenzeichen = table.Column<string>(maxLength: 40),
            aktenschrank_id = table.Column<Guid>(),
            antrag_id = table.Column<Guid>(),
            antrag_nummer = table.Column<string>(maxLength: 60),
            leistung = table.Column<string>(maxLength: 300),
            formular_key = table.Column<string>(maxLength: 120),
            person = table.Column<string>(maxLength: 300),
            konto_id = table.Column<Guid>(),
            unit_nummer = table.Column<string>(maxLength: 20),
            four_eyes = table.Column<bool>(),
            eingegangen_at = table.Column<DateTime>(),
            stand = table.Column<string>(maxLength: 40),
            bearbeiter_id = table.Column<Guid>(nullable: true),
            bearbeiter = table.Column<string>(maxLength: 200, nullable: true),
            frist_am = table.Column<DateOnly>(nullable: true),
            frist_grund = table.Column<string>(maxLength: 200, nullable: true),
            entschieden_at = table.Column<DateTime>(nullable: true),
            abgeschlossen_at = table.Column<DateTime>(nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_bearbeitung", row => row.vorgang_id));
        db.CreateIndex("ix_bearbeitung_antrag_id", "bearbeitung", "antrag_id", unique: true);
        db.CreateIndex("ix_bearbeitung_unit_nummer_stand_eingegangen_at", "bearbeitung", ["unit_nummer", "stand", "eingegangen_at"]);
        db.CreateIndex("ix_bearbeitung_bearbeiter_id_stand", "bearbeitung", ["bearbeiter_id", "stand"]);
        db.CreateIndex("ix_bearbeitung_stand_frist_am", "bearbeitung", ["stand", "frist_am"]);
        db.CreateIndex("ix_bearbeitung_eingegangen_at", "bearbeitung", "eingegangen_at");

        Messages(db);
        Bescheid(db);

        db.CreateTable("briefvorlage", table => new
        {
            id = table.Column<Guid>(),
            key = table.Column<string>(maxLength: 120),
            titel = table.Column<string>(maxLength: 200),
            formular_key = table.Column<string>(maxLength: 120, nullable: true),
            art = table.Column<string>(maxLength: 40),
            betreff = table.Column<string>(maxLength: 300),
            text = table.Column<string>(maxLength: 40000),
            nebenbestimmungen = table.Column<string>(maxLength: 20000),
            rechtsbehelf = table.Column<string>(maxLength: 4000),
            reihenfolge = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_briefvorlage", row => row.id));
        db.CreateIndex("ix_briefvorlage_key", "briefvorlage", "key", unique: true);
    }

    private static void Messages(MigrationBuilder db)
    {
        db.CreateTable("notiz", table => new
        {
            id = table.Column<Guid>(),
            vorgang_id = table.Column<Guid>(),
            text = table.Column<string>(maxLength: 8000),
            by = table.Column<string>(maxLength: 200),
            at = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("pk_notiz", row => row.id));
        db.CreateIndex("ix_notiz_vorgang_id", "notiz", "vorgang_id");

        db.CreateTable("nachforderung", table => new
        {
            id = table.Column<Guid>(),
            vorgang_id = table.Column<Guid>(),
            text = table.Column<string>(maxLength: 8000),
            bis_am = table.Column<DateOnly>(),
            nachricht_id = table.Column<Guid>(),
            by = table.Column<string>(maxLength: 200),
            at = table.Column<DateTime>(),
            answered_at = table.Column<DateTime>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_nachforderung", row => row.id));
        db.CreateIndex("ix_nachforderung_vorgang_id", "nachforderung", "vorgang_id");
        db.CreateIndex("ix_nachforderung_nachricht_id", "nachforderung", "nachricht_id", unique: true);
    }

    private static void Bescheid(MigrationBuilder db)
    {
        db.CreateTable("bescheid", table => new
        {
            id = table.Column<Guid>(),
            vorgang_id = table.Column<Guid>(),
            art = table.Column<string>(maxLength: 40),
            betreff = table.Column<string>(maxLength: 300),
            anrede = table.Column<string>(maxLength: 300),
            text = table.Column<string>(maxLength: 40000),
            nebenbestimmungen = table.Column<string>(maxLength: 20000),
            rechtsbehelf = table.Column<string>(maxLength: 4000),
            stand = table.Column<string>(maxLength: 40),
            autor_id = table.Column<Guid>(),
            autor = table.Column<string>(maxLength: 200),
            autor_funktion = table.Column<string>(maxLength: 200),
            zeichner_id = table.Column<Guid>(nullable: true),
            zeichner = table.Column<string>(maxLength: 200, nullable: true),
            rueckgabe = table.Column<string>(maxLength: 2000, nullable: true),
            erlassen_at = table.Column<DateTime>(nullable: true),
            satz_sha256 = table.Column<string>(maxLength: 64, nullable: true),
            siegel_sha256 = table.Column<string>(maxLength: 64, nullable: true),
            siegel_size = table.Column<long>(),
            dokument_id = table.Column<Guid>(nullable: true),
            nachricht_id = table.Column<Guid>(nullable: true),
            bereitgestellt_at = table.Column<DateTime>(nullable: true),
            abgerufen_at = table.Column<DateTime>(nullable: true),
            bekanntgabe_am = table.Column<DateOnly>(nullable: true),
            bekanntgabe_regel = table.Column<string>(maxLength: 1000, nullable: true),
            rechtsbehelf_bis = table.Column<DateOnly>(nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_bescheid", row => row.id));
        db.CreateIndex("ix_bescheid_vorgang_id", "bescheid", "vorgang_id", unique: true);
        db.CreateIndex("ix_bescheid_nachricht_id", "bescheid", "nachricht_id", unique: true);
    }
}
