using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>Indexes measured with 750,000 cases: what is done by Aktenzeichen, payments and counters of a period.</summary>
[DbContext(typeof(LeineweberDb)), Migration("1320_reihenfolgen")]
internal sealed class M1320_Reihenfolgen : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        db.DropIndex("ix_bearbeitung_unit_nummer_aktenzeichen", "bearbeitung");
        db.CreateIndex("ix_bearbeitung_unit_nummer_stand_aktenzeichen", "bearbeitung", ["unit_nummer", "stand", "aktenzeichen"]);
        db.CreateIndex("ix_forderung_status_paid_at_cents", "forderung", ["status", "paid_at", "cents"]);
        db.CreateIndex("ix_zaehler_name_day", "zaehler", ["name", "day"]);
    }
}
