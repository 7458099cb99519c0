using System.CommandLine;

namespace Leineweber.Commands.Bench;

/// <summary><c>bench</c>: repeatable measurements, each as a ratio to a peer or a limit in the same run.</summary>
internal static class BenchCommand
{
    public static Command Build() => new("bench", "Messungen, als Verhältnis zu einem Vergleich in demselben Lauf")
    {
        BenchFeelCommand.Build(), BenchArbeitskorbCommand.Build(),
        BenchPageCommand.Build(),
        BenchStartCommand.Build(),
        BenchSearchCommand.Build(),
        BenchProtokollCommand.Build(),
        BenchAntragCommand.Build(),
    };
}
