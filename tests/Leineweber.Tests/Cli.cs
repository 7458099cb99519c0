using System.CommandLine;
using Leineweber.Commands;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Tests;

/// <summary>The command line, run in this process on an installation's data.</summary>
internal static class Cli
{
    /// <summary>Runs a command as an operator types it; data folder and database are added.</summary>
    public static async Task<CliAnswer> Run(Installation installation, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = await Root.Build().Parse([.. arguments, "--data", installation.DataFolder, "--database", installation.Database])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return new CliAnswer(status, output.ToString(), error.ToString());
    }
}

/// <summary>What a command answered.</summary>
internal sealed record CliAnswer(int Status, string Output, string Error);
