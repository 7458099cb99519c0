using System.CommandLine;
using Leineweber.Commands.Bench;

namespace Leineweber.Commands;

/// <summary>The command line as a whole.</summary>
internal static class Root
{
    public static RootCommand Build() => new("Leineweber – die digitalen Dienste einer Stadt in einem Programm")
    {
        DemoCommand.Build(),
        ServeCommand.Build(),
        WorkCommand.Build(),
        MigrateCommand.Build(),
        SeedCommand.Build(),
        ImportCommand.Build(),
        IndexCommand.Build(),
        VerifyCommand.Build(),
        BackupCommand.Build(),
        RestoreCommand.Build(),
        CheckCommand.Build(),
        ScrubCommand.Build(),
        ScrubCommand.BuildEncrypt(),
        TenantCommand.Build(),
        PersonalCommand.Build(),
        DmnTckCommand.Build(),
        FeelCommand.Build(),
        BenchCommand.Build(),
    };
}
