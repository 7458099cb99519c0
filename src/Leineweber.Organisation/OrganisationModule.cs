using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Seeding;
using Leineweber.Organisation.Seed;
using Leineweber.Organisation.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Organisation;

/// <summary>Floor 4: units, staff, roles, rights, deputies, staff sign-in.</summary>
public sealed class OrganisationModule : IModule
{
    /// <summary>Right to enter staff and to give roles.</summary>
    public const string ManageStaff = "organisation.verwalten";

    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<Rechtekatalog>();
        services.AddRight(ManageStaff, "Personal anlegen, Rollen vergeben, Zugänge beenden", Rolle.Verwaltung);
        services.AddScoped<Organisationsplan>();
        services.AddScoped<Amtsperson>();
        services.AddScoped<Personal>();
        services.AddScoped<Amtsanmeldung>();
        services.AddScoped<INavigation, AmtNavigation>();
        services.AddScoped<ISeed, OrganisationSeed>();
        services.AddScoped<ISeed, PersonalSeed>();
        // Before all other filters: pages, layouts and access attributes may count on it.
        services.Configure<MvcOptions>(mvc => mvc.Filters.Add<LoadAmtsperson>(int.MinValue));
    }
}
