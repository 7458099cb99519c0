using Leineweber.Foundation.Tenancy;
using Leineweber.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Foundation;

/// <summary>What a start does with databases that need nothing.</summary>
public sealed class MigrationTests(City city) : IClassFixture<City>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_city_whose_database_is_newest_stays_closed()
    {
        var tenants = city.Services.GetRequiredService<Tenants>();
        await tenants.Close(city.Webershausen);
        await tenants.Migrate(city.Webershausen, Cancel);
        Assert.DoesNotContain(tenants.Open, space => space.Tenant.Key == city.Webershausen.Key);
    }

    [Fact]
    public async Task What_one_migration_brings_comes_back_where_only_that_is_missing()
    {
        var tenants = city.Services.GetRequiredService<Tenants>();
        await city.Write(async write =>
        {
            await write.Db.Database.ExecuteSqlRawAsync("ALTER TABLE organisationseinheit DROP COLUMN ort_hinweis_en", Cancel);
            await write.Db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsHistory\" WHERE migration_id = '0410_ort_hinweis_en'", Cancel);
        });
        await tenants.Migrate(city.Bielefeld, Cancel);
        Assert.NotEmpty(await city.Read(db => db.Set<Organisationseinheit>().Where(unit => unit.OrtHinweisEn == null).ToListAsync(Cancel)));
    }
}
