using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>How to find an office, in English as well.</summary>
[DbContext(typeof(LeineweberDb)), Migration("0410_ort_hinweis_en")]
internal sealed class M0410_OrtHinweisEn : Migration
{
    protected override void Up(MigrationBuilder db) => db.AddColumn<string>("ort_hinweis_en", "organisationseinheit", nullable: true);
}
