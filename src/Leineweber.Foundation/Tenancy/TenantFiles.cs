using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Leineweber.Foundation.Ablage;

namespace Leineweber.Foundation.Tenancy;

/// <summary>The tenants as files: <c>mandanten/&lt;key&gt;/mandant.json</c>. Operators may edit them by hand.</summary>
/// <param name="folder">Folder of all tenants.</param>
internal sealed class TenantFiles(string folder)
{
    private const string Name = "mandant.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>State of every file by the tenant's key: cheap to read, differs once a file was changed.</summary>
    public SortedDictionary<string, FileState> States()
    {
        var states = new SortedDictionary<string, FileState>(StringComparer.Ordinal);
        var root = new DirectoryInfo(folder);
        foreach (var city in root.Exists ? root.EnumerateDirectories().Where(city => Tenant.IsKey(city.Name)) : [])
        {
            if (new FileInfo(Path.Combine(city.FullName, Name)) is { Exists: true } file)
            {
                states[city.Name] = new FileState(file.LastWriteTimeUtc, file.Length);
            }
        }

        return states;
    }

    /// <summary>Reads one tenant.</summary>
    /// <exception cref="InvalidDataException">The file says nothing usable; the message names it.</exception>
    public Tenant Read(string key)
    {
        var file = Path.Combine(folder, key, Name);
        try
        {
            var tenant = JsonSerializer.Deserialize<Tenant>(File.ReadAllText(file), Json);
            return tenant?.Key == key ? tenant : throw new InvalidDataException($"{file}: 'key' must be '{key}', as the folder is called.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{file}, line {error.LineNumber + 1}: {error.Message}", error);
        }
    }

    /// <summary>Writes one tenant: whole or not at all, readable by the program's user only, since passwords of others stand in it.</summary>
    public void Write(Tenant tenant)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, tenant.Key)).FullName, Name);
        DurableFile.WriteAll(file, JsonSerializer.SerializeToUtf8Bytes(tenant, Json));
        DurableFile.SyncFolder(folder);
    }
}

/// <summary>When a file was written and how long it is, bytes.</summary>
internal readonly record struct FileState(DateTime WrittenAt, long Length);
