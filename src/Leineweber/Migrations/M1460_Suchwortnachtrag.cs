using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>Leaves a job that writes the words of Vorgaenge from before <see cref="M1310_Arbeitskorb"/>, where there are any: a migration should not take as long as a million of them.</summary>
[DbContext(typeof(LeineweberDb)), Migration("1460_suchwortnachtrag")]
internal sealed class M1460_Suchwortnachtrag : Migration
{
    protected override void Up(MigrationBuilder db) =>
        // Id and time are those of one of these Vorgaenge: each database writes them in its own way, and no job has them.
        db.Sql("""
            INSERT INTO job (id, handler, payload, status, created_at, due_at, attempts)
            SELECT id, 'FillSuchworteJob', '{}', 'Waiting', opened_at, opened_at, 0 FROM vorgang
            WHERE NOT EXISTS (SELECT 1 FROM suchwort WHERE suchwort.vorgang_id = vorgang.id)
            ORDER BY id LIMIT 1
            """);
}
