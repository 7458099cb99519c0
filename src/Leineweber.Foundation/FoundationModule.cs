using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Figures;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Mail;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.Passkeys;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Sicherung;
using Leineweber.Foundation.Tenancy;
using Leineweber.Foundation.Uploads;
using Leineweber.Foundation.Typesetting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Leineweber.Foundation;

/// <summary>The ground floor: tenancy, data, jobs, Protokoll, mail, sessions, design.</summary>
public sealed class FoundationModule : IModule
{
    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Tenants>();
        services.AddHostedService<TenantWatch>();
        services.AddSingleton<TenantRest>();
        services.AddHostedService(provider => provider.GetRequiredService<TenantRest>());
        services.AddScoped<CurrentTenant>();
        services.AddScoped(provider => provider.GetRequiredService<CurrentTenant>().Space.Tenant);
        services.AddScoped(provider => provider.GetRequiredService<CurrentTenant>().Space.Ablage);
        services.AddScoped<LeineweberDb>(provider => provider.GetRequiredService<CurrentTenant>().Space.OpenForReading());
        services.AddSingleton<JobRunner>();
        services.AddScoped<JobQueue>();
        services.AddScoped<History>();
        services.AddScoped<Sitzungen>();
        services.AddScoped<Zaehler>();
        services.AddHostedService<ZaehlerFlush>();
        services.AddScoped<UploadGate>();
        services.AddScoped<IVirusScanner>(provider => VirusScanners.For(provider.GetRequiredService<Tenant>()));
        services.AddScoped<Anmeldebremse>();
        services.AddScoped<ZweiterFaktor>();
        services.AddDesign();
        services.AddScoped<Anmeldung>();
        services.AddScoped<Zugaenge>();
        services.AddScoped<Bestaetigung>();
        services.AddScoped<Passkeys>();
        services.AddJob<SweepSignIns, SweepSignInsJob>();
        services.AddTypesetting();
        services.AddJob<Mail.Mail, SendMailJob>();
        services.AddJob<SignCheckpoint, CheckpointJob>();
        services.AddScoped<Ablagepflege>();
        services.AddJob<ScrubAblage, ScrubAblageJob>();
        services.AddJob<SweepJobs, SweepJobsJob>();
        services.AddSingleton<Sicherungen>();
        services.AddScoped<Bestandspruefung>();
        services.AddScoped<Volltext.Volltext>();
        services.AddJob<Volltext.FollowVolltext, Volltext.FollowVolltextJob>();
    }

    /// <inheritdoc />
    public void Map(IEndpointRouteBuilder routes) => routes.MapDesign();
}
