namespace Leineweber.Tests;

/// <summary>Where the project's files lie, seen from a running test.</summary>
public static class Repository
{
    /// <summary>The project's root folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>Third-party test material, or null where this machine has none.</summary>
    public static string? TestMaterial(string path)
    {
        var folder = Environment.GetEnvironmentVariable("LEINEWEBER_TESTDATA") ?? Path.Combine(Root, "..", "shared", "testdata");
        var full = Path.GetFullPath(Path.Combine(folder, path));
        return Directory.Exists(full) || File.Exists(full) ? full : null;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Leineweber.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("Leineweber.slnx not found above the tests.");
    }
}
