using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>A job knows the trace it was left in.</summary>
[DbContext(typeof(LeineweberDb)), Migration("0301_job_trace")]
internal sealed class M0301_JobTrace : Migration
{
    protected override void Up(MigrationBuilder db) => db.AddColumn<string>("trace", "job", maxLength: 55, nullable: true);
}
