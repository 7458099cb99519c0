using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>Waiting lists that move up, deadlines to pay, reminders, versions drafts must move to.</summary>
[DbContext(typeof(LeineweberDb)), Migration("1110_nachruecken")]
internal sealed class M1110_Nachruecken : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        db.AddColumn<string>("wish", "platz", maxLength: 200, nullable: true);
        db.AddColumn<long>("rank", "platz", defaultValue: 0L);
        db.AddColumn<DateTime>("offered_until", "platz", nullable: true);
        db.CreateIndex("ix_platz_status_offered_until", "platz", ["status", "offered_until"]);
        db.AddColumn<DateTime>("pay_by", "antrag", nullable: true);
        db.AddColumn<DateTime>("reminded_at", "antrag", nullable: true);
        db.AddColumn<bool>("moves_drafts", "formular_version", defaultValue: false);
    }
}
