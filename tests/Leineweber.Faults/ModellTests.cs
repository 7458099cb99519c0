using System.Net;
using Leineweber.Faults.Run;

namespace Leineweber.Faults;

/// <summary>Where the program was compiled ahead, it really works with the model that was worked out with it (docs/adr/0050): left aside, it would only start more slowly, and nobody would notice.</summary>
public sealed class ModellTests
{
    [Fact]
    public async Task The_program_compiled_ahead_takes_the_model_worked_out_with_it()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("LEINEWEBER_AHEAD") == "1", "The program was not compiled ahead (scripts/test.sh does it).");
        await using var city = await FaultyCity.Start();
        // Figures are told of cities that are awake.
        Assert.Equal(HttpStatusCode.OK, (await city.Citizen("Wach").Open("/lebenslagen")).Status);
        Assert.Contains("\nleineweber_model_ahead{tenant=\"bielefeld\"} 1\n", await city.Metrics(), StringComparison.Ordinal);
    }
}
