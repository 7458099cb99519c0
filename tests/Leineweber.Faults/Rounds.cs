using System.Globalization;

namespace Leineweber.Faults;

/// <summary>How many rounds, from which seed. The same seed gives the same faults.</summary>
internal static class Rounds
{
    private const int InCi = 217;
    private static int done;

    static Rounds() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine($"faults: {done} rounds, seed {Seed}");

    /// <summary>Seed of all chance; <c>LEINEWEBER_FAULT_SEED</c>.</summary>
    public static int Seed { get; } = Setting("LEINEWEBER_FAULT_SEED", 1);

    /// <summary>How much more than in CI is asked for: <c>LEINEWEBER_FAULT_ROUNDS</c> (CI: 217).</summary>
    public static double Factor { get; } = Setting("LEINEWEBER_FAULT_ROUNDS", InCi) / (double)InCi;

    /// <summary>True where somebody asked for more than CI does: what takes long may take its time.</summary>
    public static bool IsByHand => Factor > 1;

    /// <summary>Number of rounds where CI does that many.</summary>
    public static int Of(int inCi) => Math.Max(1, (int)Math.Round(inCi * Factor));

    public static Random Chance(string what)
    {
        // string.GetHashCode differs from run to run.
        var hash = what.Aggregate(17, (sum, letter) => unchecked((sum * 31) + letter));
        return new Random(unchecked((Seed * 7919) + hash));
    }

    public static void Count(int rounds = 1) => Interlocked.Add(ref done, rounds);

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : usual;
}
