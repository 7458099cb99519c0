using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Leineweber.Tests.Konten;

/// <summary>A software authenticator (WebAuthn) with one passkey, as a browser on a page of <paramref name="origin"/> would use it.</summary>
internal sealed class Authenticator(string origin)
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(32);
    private string handle = "";

    public uint Count { get; set; } = 1;

    public string Origin { get; set; } = origin;

    public string? RpId { get; set; }

    /// <summary>Whether the owner showed that it is them (PIN, finger).</summary>
    public bool Verifies { get; set; } = true;

    public string? Challenge { get; set; }

    public string Create(string optionsJson)
    {
        var options = JsonNode.Parse(optionsJson)!;
        handle = options["user"]!["id"]!.GetValue<string>();
        var clientData = ClientData("webauthn.create", options["challenge"]!.GetValue<string>());
        using var data = new MemoryStream();
        data.Write(AuthenticatorData(options["rp"]!["id"]?.GetValue<string>(), 0x40));
        data.Write(new byte[16]);
        data.Write([(byte)(id.Length >> 8), (byte)id.Length]);
        data.Write(id);
        data.Write(CoseKey());
        var attestation = new CborWriter();
        attestation.WriteStartMap(3);
        attestation.WriteTextString("fmt");
        attestation.WriteTextString("none");
        attestation.WriteTextString("attStmt");
        attestation.WriteStartMap(0);
        attestation.WriteEndMap();
        attestation.WriteTextString("authData");
        attestation.WriteByteString(data.ToArray());
        attestation.WriteEndMap();
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Text(clientData),
            ["attestationObject"] = Text(attestation.Encode()),
            ["transports"] = new JsonArray("internal"),
        });
    }

    public string Get(string optionsJson)
    {
        var options = JsonNode.Parse(optionsJson)!;
        var clientData = ClientData("webauthn.get", options["challenge"]!.GetValue<string>());
        var data = AuthenticatorData(options["rpId"]?.GetValue<string>(), 0);
        var signature = key.SignData([.. data, .. SHA256.HashData(clientData)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Text(clientData),
            ["authenticatorData"] = Text(data),
            ["signature"] = Text(signature),
            ["userHandle"] = handle,
        });
    }

    private string Credential(JsonObject response) => new JsonObject
    {
        ["id"] = Text(id),
        ["rawId"] = Text(id),
        ["type"] = "public-key",
        ["authenticatorAttachment"] = "platform",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    }.ToJsonString();

    private byte[] ClientData(string type, string challenge) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = type,
        ["challenge"] = Challenge ?? challenge,
        ["origin"] = Origin,
        ["crossOrigin"] = false,
    }.ToJsonString());

    private byte[] AuthenticatorData(string? rpId, byte flags)
    {
        var data = new byte[37];
        SHA256.HashData(Encoding.UTF8.GetBytes(RpId ?? rpId ?? new Uri(Origin).Host)).CopyTo(data, 0);
        data[32] = (byte)(flags | 0x01 | (Verifies ? 0x04 : 0));
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(33), Count);
        return data;
    }

    private byte[] CoseKey()
    {
        var q = key.ExportParameters(false).Q;
        var cbor = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cbor.WriteStartMap(5);
        cbor.WriteInt32(1);
        cbor.WriteInt32(2);
        cbor.WriteInt32(3);
        cbor.WriteInt32(-7);
        cbor.WriteInt32(-1);
        cbor.WriteInt32(1);
        cbor.WriteInt32(-2);
        cbor.WriteByteString(q.X!);
        cbor.WriteInt32(-3);
        cbor.WriteByteString(q.Y!);
        cbor.WriteEndMap();
        return cbor.Encode();
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
