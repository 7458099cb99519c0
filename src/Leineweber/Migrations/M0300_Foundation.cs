using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>Jobs, schedule, Protokoll, sessions, running numbers.</summary>
[DbContext(typeof(LeineweberDb)), Migration("0300_foundation")]
internal sealed class M0300_Foundation : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        db.CreateTable("nummernkreis", table => new
        {
            series = table.Column<string>(maxLength: 120),
            value = table.Column<long>(),
        }, constraints: table => table.PrimaryKey("pk_nummernkreis", row => row.series));

        db.CreateTable("job", table => new
        {
            id = table.Column<Guid>(),
            handler = table.Column<string>(maxLength: 200),
            payload = table.Column<string>(),
            status = table.Column<string>(maxLength: 40),
            created_at = table.Column<DateTime>(),
            due_at = table.Column<DateTime>(),
            attempts = table.Column<int>(),
            lease_owner = table.Column<string>(maxLength: 80, nullable: true),
            lease_until = table.Column<DateTime>(nullable: true),
            ended_at = table.Column<DateTime>(nullable: true),
            last_error = table.Column<string>(maxLength: 4000, nullable: true),
        }, constraints: table => table.PrimaryKey("pk_job", row => row.id));
        db.CreateIndex("ix_job_status_due_at", "job", ["status", "due_at"]);

        db.CreateTable("zeitplan", table => new
        {
            name = table.Column<string>(maxLength: 120),
            last_at = table.Column<DateTime>(),
        }, constraints: table => table.PrimaryKey("pk_zeitplan", row => row.name));

        db.CreateTable("protokoll_eintrag", table => new
        {
            seq = table.Column<long>(),
            at = table.Column<DateTime>(),
            actor_kind = table.Column<string>(maxLength: 40),
            actor_id = table.Column<string>(maxLength: 80),
            action = table.Column<string>(maxLength: 80),
            subject = table.Column<string>(maxLength: 120),
            content = table.Column<string>(nullable: true),
            salt = table.Column<string>(nullable: true),
            content_hash = table.Column<string>(),
            leaf_hash = table.Column<string>(),
            root_hash = table.Column<string>(),
        }, constraints: table => table.PrimaryKey("pk_protokoll_eintrag", row => row.seq));
        db.CreateIndex("ix_protokoll_eintrag_subject", "protokoll_eintrag", "subject");

        db.CreateTable("protokoll_stand", table => new
        {
            id = table.Column<int>(),
            size = table.Column<long>(),
            tree = table.Column<string>(),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_protokoll_stand", row => row.id));

        db.CreateTable("protokoll_pruefpunkt", table => new
        {
            size = table.Column<long>(),
            at = table.Column<DateTime>(),
            note = table.Column<string>(),
        }, constraints: table => table.PrimaryKey("pk_protokoll_pruefpunkt", row => row.size));

        db.CreateTable("sitzung", table => new
        {
            token_hash = table.Column<string>(maxLength: 64),
            kind = table.Column<string>(maxLength: 40),
            subject_id = table.Column<string>(maxLength: 80),
            level = table.Column<int>(),
            created_at = table.Column<DateTime>(),
            seen_at = table.Column<DateTime>(),
            expires_at = table.Column<DateTime>(),
            idle_minutes = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_sitzung", row => row.token_hash));
        db.CreateIndex("ix_sitzung_kind_subject_id", "sitzung", ["kind", "subject_id"]);
        db.CreateIndex("ix_sitzung_expires_at", "sitzung", "expires_at");

        db.CreateTable("zaehler", table => new
        {
            day = table.Column<DateOnly>(),
            name = table.Column<string>(maxLength: 80),
            key = table.Column<string>(maxLength: 160),
            value = table.Column<long>(),
        }, constraints: table => table.PrimaryKey("pk_zaehler", row => new { row.day, row.name, row.key }));
    }
}
