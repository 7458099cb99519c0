namespace Leineweber.Foundation.Typesetting;

/// <summary>Finds the worker's folder: beside the program where published, in the source tree where run or tested from there.</summary>
internal static class TypesettingFolder
{
    private const string InSources = "src/Leineweber.Foundation/Typesetting/satz";

    /// <exception cref="TypesettingException">The folder or its node_modules are nowhere: <c>npm ci</c> was never run.</exception>
    public static string Find(string? configured)
    {
        var candidates = configured is { Length: > 0 } ? [configured] : Candidates();
        return candidates.FirstOrDefault(IsComplete)
            ?? throw new TypesettingException("The typesetting folder 'satz' with node_modules was not found. Run 'npm ci' in " + InSources + ".");
    }

    private static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "satz");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, InSources);
        }
    }

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "satz.mjs")) && File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json"));
}
