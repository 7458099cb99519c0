using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leineweber.Migrations;

/// <summary>Accounts of organisations: whose account it is, who acts in a session, and for whom and by whom an application was submitted.</summary>
[DbContext(typeof(LeineweberDb)), Migration("1470_organisationskonto")]
internal sealed class M1470_Organisationskonto : Migration
{
    protected override void Up(MigrationBuilder db)
    {
        db.AddColumn<string>("organisation", "nutzerkonto", maxLength: 200, nullable: true);
        db.AddColumn<string>("rechtsform", "nutzerkonto", maxLength: 120, nullable: true);
        db.AddColumn<string>("register", "nutzerkonto", maxLength: 200, nullable: true);
        db.AddColumn<string>("handelnd", "sitzung", maxLength: 200, nullable: true);
        db.AddColumn<string>("organisation", "antrag", maxLength: 200, nullable: true);
        db.AddColumn<string>("handelnd", "antrag", maxLength: 200, nullable: true);
    }
}
