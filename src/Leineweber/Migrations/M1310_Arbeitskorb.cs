using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>What lists, search and figures need to stay fast with a million Vorgaenge: words, counts, durations, indexes.</summary>
[DbContext(typeof(LeineweberDb)), Migration("1310_arbeitskorb")]
internal sealed class M1310_Arbeitskorb : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        db.CreateTable("suchwort", table => new
        {
            unit_nummer = table.Column<string>(maxLength: 20),
            wort = table.Column<string>(maxLength: 40),
            vorgang_id = table.Column<Guid>(),
        }, constraints: table => table.PrimaryKey("pk_suchwort", row => new { row.unit_nummer, row.wort, row.vorgang_id }));
        db.CreateIndex("ix_suchwort_vorgang_id_wort", "suchwort", ["vorgang_id", "wort"]);

        db.AddColumn<int>("vorgaenge", "akte", nullable: false, defaultValue: 0);
        db.Sql("UPDATE akte SET vorgaenge = (SELECT count(*) FROM vorgang WHERE vorgang.akte_id = akte.id)");
        db.DropIndex("ix_vorgang_akte_id", "vorgang");
        db.CreateIndex("ix_vorgang_akte_id_opened_at", "vorgang", ["akte_id", "opened_at"]);
        db.CreateIndex("ix_freigabe_aktenschrank_id", "freigabe", "aktenschrank_id");

        db.AddColumn<int>("dauer_minuten", "bearbeitung", nullable: true);
        db.CreateIndex("ix_bearbeitung_unit_nummer_aktenzeichen", "bearbeitung", ["unit_nummer", "aktenzeichen"]);
        db.CreateIndex("ix_bearbeitung_antrag_nummer", "bearbeitung", "antrag_nummer");
        db.CreateIndex("ix_bearbeitung_aktenschrank_id", "bearbeitung", "aktenschrank_id");
        db.CreateIndex("ix_bearbeitung_entschieden_at_dauer_minuten", "bearbeitung", ["entschieden_at", "dauer_minuten"]);
    }
}
