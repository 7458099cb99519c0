namespace Leineweber.Foundation.Typesetting;

/// <summary>Limits of typesetting; section <c>Typesetting</c> of the settings.</summary>
public sealed class TypesettingOptions
{
    /// <summary>Most worker processes at a time.</summary>
    public int Workers { get; set; } = Math.Min(2, Environment.ProcessorCount);

    /// <summary>Longest time for one document, start of the worker included; then the worker is killed.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Most memory of a worker in megabytes (address space; Linux only).</summary>
    public int MemoryMegabytes { get; set; } = 2048;

    /// <summary>Documents after which a worker is replaced, so that no leak grows.</summary>
    public int DocumentsPerWorker { get; set; } = 500;

    /// <summary>The folder with <c>satz.mjs</c> and <c>node_modules</c>; found by itself where empty.</summary>
    public string? Folder { get; set; }
}
