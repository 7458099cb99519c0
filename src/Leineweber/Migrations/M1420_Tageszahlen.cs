using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>Figures of a period are added up from the index alone.</summary>
[DbContext(typeof(LeineweberDb)), Migration("1420_tageszahlen")]
internal sealed class M1420_Tageszahlen : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        db.DropIndex("ix_zaehler_name_day", "zaehler");
        db.CreateIndex("ix_zaehler_name_day_key_value", "zaehler", ["name", "day", "key", "value"]);
    }
}
