namespace Leineweber.Foundation.Sicherung;

/// <summary>What a saved state holds, with the hash of every file.</summary>
/// <param name="Format">Version of the layout; this program writes and reads 1.</param>
/// <param name="Name">Name of the state: its time in UTC, sortable.</param>
/// <param name="At">When it was begun, UTC.</param>
/// <param name="Program">Version of the program that made it.</param>
/// <param name="Database"><c>sqlite</c> or <c>postgresql</c>.</param>
/// <param name="Tenants">The municipalities in it.</param>
/// <param name="Files">All files beside this one.</param>
public sealed record Sicherungsmanifest(
    int Format,
    string Name,
    DateTime At,
    string Program,
    string Database,
    IReadOnlyList<Sicherungsmandant> Tenants,
    IReadOnlyList<Sicherungsdatei> Files);

/// <summary>A municipality in a saved state.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Blobs">Blobs its database refers to.</param>
/// <param name="Bytes">Their length together, bytes.</param>
/// <param name="Entries">Entries of its Protokoll.</param>
public sealed record Sicherungsmandant(string Key, string Name, int Blobs, long Bytes, long Entries);

/// <summary>A file of a saved state.</summary>
/// <param name="Path">Path within the state, with <c>/</c>.</param>
/// <param name="Size">Length of its content in bytes.</param>
/// <param name="Sha256">SHA-256 of its content, 64 lower-case hex digits.</param>
public sealed record Sicherungsdatei(string Path, long Size, string Sha256);
