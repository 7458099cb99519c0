namespace Leineweber.Pure.Standards;

/// <summary>Finds third-party test data where it stands; a test that needs it is skipped where it is absent.</summary>
internal static class TestData
{
    /// <summary>The folder, e.g. <c>dms/merkle-rfc6962</c>.</summary>
    public static string Folder(string name)
    {
        var root = Environment.GetEnvironmentVariable("LEINEWEBER_TESTDATA") ?? Path.Combine(ProjectRoot(), "..", "shared", "testdata");
        var folder = Path.Combine(root, name);
        Assert.SkipUnless(Directory.Exists(folder), $"Test data {name} is not here (looked in {root}).");
        return folder;
    }

    private static string ProjectRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Leineweber.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
