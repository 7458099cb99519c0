using System.Globalization;

namespace Leineweber.Faults.Outside;

/// <summary>A folder that looks like the typesetting's, with a child that does the worst.</summary>
internal sealed class FakeTypesetting : IDisposable
{
    private const string Script = """
        import { appendFileSync, readFileSync } from 'node:fs';
        const mode = readFileSync('modus', 'utf8');
        const kept = [];
        process.stdin.on('data', () => {
          if (mode === 'crashes') process.kill(process.pid, 'SIGSEGV');
          while (mode === 'eats') {
            kept.push(Buffer.alloc(32_000_000));
            appendFileSync('gegessen', `${kept.length * 32}\n`);
          }
        });
        setInterval(() => {}, 1000);
        """;

    public FakeTypesetting()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "node_modules"));
        File.WriteAllText(Path.Combine(Folder, "node_modules", ".package-lock.json"), "{}");
        File.WriteAllText(Path.Combine(Folder, "satz.mjs"), Script);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("lw-faults-satz").FullName;

    /// <summary>What a child held when it was ended, in megabytes.</summary>
    public int MostMegabytes => File.ReadLines(Path.Combine(Folder, "gegessen")).Max(line => int.Parse(line, CultureInfo.InvariantCulture));

    /// <summary>What children started from now on do: <c>eats</c> memory without end, <c>hangs</c>, or <c>crashes</c> (exit 139).</summary>
    public void Does(string mode) => File.WriteAllText(Path.Combine(Folder, "modus"), mode);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
