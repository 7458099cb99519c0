using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Tenancy;
using Leineweber.Standards.Tlog;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace Leineweber.Foundation.Protokoll;

/// <summary>The tenant's Ed25519 key that signs checkpoints; made at first use, its public half lies beside it.</summary>
internal sealed class ProtokollKey
{
    private readonly Ed25519PrivateKeyParameters key;

    private ProtokollKey(Ed25519PrivateKeyParameters key, string name)
    {
        this.key = key;
        Public = new NoteKey(name, key.GeneratePublicKey().GetEncoded());
    }

    /// <summary>The key that verifies, under the log's name.</summary>
    public NoteKey Public { get; }

    public static ProtokollKey For(TenantSpace space)
    {
        var file = Path.Combine(space.KeysFolder, "protokoll.ed25519");
        var name = NameOf(space.Tenant);
        if (!File.Exists(file))
        {
            // A key that is half there, or gone after a power cut, would leave checkpoints nobody can verify.
            DurableFile.WriteAll(file, new Ed25519PrivateKeyParameters(new SecureRandom()).GetEncoded());
        }

        var key = new ProtokollKey(new Ed25519PrivateKeyParameters(File.ReadAllBytes(file)), name);
        var publicKey = Path.Combine(space.Folder, "protokoll.pub");
        if (!File.Exists(publicKey))
        {
            DurableFile.WriteAll(publicKey, System.Text.Encoding.UTF8.GetBytes(key.Public + "\n"));
        }

        return key;
    }

    public static string NameOf(Tenant tenant) => $"leineweber.example/{tenant.Key}";

    public string Sign(Checkpoint checkpoint) => checkpoint.Sign(new NoteSigner(Public, Sign)).ToString();

    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var verifier = new Ed25519Signer();
        verifier.Init(forSigning: false, new Ed25519PublicKeyParameters(publicKey.ToArray()));
        verifier.BlockUpdate(message.ToArray(), 0, message.Length);
        return verifier.VerifySignature(signature.ToArray());
    }

    private byte[] Sign(ReadOnlySpan<byte> message)
    {
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, key);
        signer.BlockUpdate(message.ToArray(), 0, message.Length);
        return signer.GenerateSignature();
    }
}
