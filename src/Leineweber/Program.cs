using System.CommandLine;
using Leineweber.Commands;

var root = new RootCommand("Leineweber – die digitalen Dienste einer Stadt in einem Programm")
{
    DemoCommand.Build(),
    ServeCommand.Build(),
    WorkCommand.Build(),
    MigrateCommand.Build(),
    SeedCommand.Build(),
    ImportCommand.Build(),
    IndexCommand.Build(),
    VerifyCommand.Build(),
    TenantCommand.Build(),
    DmnTckCommand.Build(),
    FeelCommand.Build(),
    new Command("bench", "Messungen, als Verhältnis zu einem Vergleich in demselben Lauf") { BenchFeelCommand.Build() },
};
return await root.Parse(args).InvokeAsync();
