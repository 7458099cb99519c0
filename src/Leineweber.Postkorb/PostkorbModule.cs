using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Jobs;
using Leineweber.Konten;
using Leineweber.Konten.Daten;
using Leineweber.Postkorb.Read;
using Leineweber.Postkorb.Notify;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Postkorb;

/// <summary>Registers the Postkorb.</summary>
public sealed class PostkorbModule : IModule
{
    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<Postkoerbe>();
        services.AddScoped<IAuskunft, PostkorbAuskunft>();
        services.AddJob<NutzerkontoGeloescht, ForgetAddresses>();
        services.AddScoped<INavigation, PostkorbNavigation>();
        services.AddJob<NotifyRecipient, NotifyJob>();
        services.AddJob<EndUnretrievedProvisions, EndProvisionJob>();
    }
}
