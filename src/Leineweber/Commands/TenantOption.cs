using System.CommandLine;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;

namespace Leineweber.Commands;

/// <summary>Which municipality a command is for; need not be said where the installation has one only.</summary>
internal sealed class TenantOption
{
    private readonly InstallationOptions options = new();

    private readonly Option<string?> tenant = new("--tenant", "--mandant") { Description = "Kürzel des Mandanten; unnötig, wenn es nur einen gibt" };

    /// <summary>Adds the options to a command and lets it run inside the tenant. What the command answers is its exit status.</summary>
    public void Run(Command command, Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> work)
    {
        command.Options.Add(tenant);
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = WebHost.Build(options.Read(parsed), withJobs: false);
            var tenants = app.Services.GetRequiredService<Tenants>();
            var wanted = parsed.GetValue(tenant);
            var chosen = wanted is null ? (tenants.All.Count == 1 ? tenants.All.Values.First() : null) : tenants.All.GetValueOrDefault(wanted);
            if (chosen is not null)
            {
                return await tenants.InScope(chosen, services => work(parsed, services, cancel));
            }

            return await TenantCommand.Refuse(parsed, wanted is null
                ? $"Bitte nennen Sie den Mandanten mit --tenant. Es gibt: {string.Join(", ", tenants.All.Keys.DefaultIfEmpty("noch keinen"))}."
                : $"Den Mandanten '{wanted}' gibt es nicht. 'leineweber tenant list' zeigt alle.");
        });
    }
}
