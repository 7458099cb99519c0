using System.Text.Json;
using Leineweber.Standards.Merkle;

namespace Leineweber.Pure.Standards;

/// <summary>Judges our proofs by vectors nobody here wrote (transparency-dev/merkle).</summary>
public sealed class MerkleVectorTests
{
    [Fact]
    public void Every_inclusion_vector_is_judged_as_its_authors_say() => Judge("inclusion", v =>
        MerkleProof.VerifyInclusion(Bytes(v, "leafHash"), Number(v, "leafIdx"), Number(v, "treeSize"), Proof(v), Bytes(v, "root")));

    [Fact]
    public void Every_consistency_vector_is_judged_as_its_authors_say() => Judge("consistency", v =>
        MerkleProof.VerifyConsistency(Number(v, "size1"), Bytes(v, "root1"), Number(v, "size2"), Bytes(v, "root2"), Proof(v)));

    private static void Judge(string folder, Func<JsonElement, bool> accepts)
    {
        var files = Directory.GetFiles(Path.Combine(TestData.Folder("dms/merkle-rfc6962"), "testdata", folder), "*.json", SearchOption.AllDirectories);
        Assert.True(files.Length > 80, $"{files.Length} vectors");
        var wrong = new List<string>();
        foreach (var file in files)
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            if (accepts(json.RootElement) == json.RootElement.GetProperty("wantErr").GetBoolean())
            {
                wrong.Add(file);
            }
        }

        Assert.Empty(wrong);
    }

    private static long Number(JsonElement vector, string name) =>
        vector.GetProperty(name).GetUInt64() is <= long.MaxValue and var n ? (long)n : -1;

    private static byte[] Bytes(JsonElement vector, string name) => Convert.FromBase64String(vector.GetProperty(name).GetString() ?? "");

    private static byte[][] Proof(JsonElement vector) => vector.GetProperty("proof") is { ValueKind: JsonValueKind.Array } proof
        ? [.. proof.EnumerateArray().Select(p => Convert.FromBase64String(p.GetString() ?? ""))]
        : [];
}
