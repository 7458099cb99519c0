using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leineweber.Foundation.Security.Passkeys;

/// <summary>A passkey (WebAuthn credential) of a citizen or a member of staff; what is kept here is public.</summary>
public sealed class Passkey
{
    /// <summary>Id of the credential, base64url.</summary>
    public required string CredentialId { get; init; }

    /// <summary>Citizen or staff; one kind's passkey opens nothing of the other.</summary>
    public required SitzungKind Kind { get; init; }

    /// <summary>Whose it is.</summary>
    public required string SubjectId { get; init; }

    /// <summary>Name its owner gave it, e.g. "Mein Telefon".</summary>
    public required string Name { get; init; }

    /// <summary>When it was set up.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was last used.</summary>
    public DateTime? UsedAt { get; internal set; }

    /// <summary>COSE public key.</summary>
    internal byte[] PublicKey { get; init; } = [];

    internal long SignCount { get; set; }

    internal string Transports { get; init; } = "";

    internal bool IsUserVerified { get; init; }

    internal bool IsBackupEligible { get; init; }

    internal bool IsBackedUp { get; set; }
}

internal sealed class PasskeyMapping : IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Passkey> builder)
    {
        builder.ToTable("passkey");
        builder.HasKey(key => key.CredentialId);
        builder.Property(key => key.CredentialId).HasMaxLength(1400);
        builder.Property(key => key.SubjectId).HasMaxLength(80);
        builder.Property(key => key.Name).HasMaxLength(80);
        builder.Property(key => key.PublicKey);
        builder.Property(key => key.SignCount);
        builder.Property(key => key.Transports).HasMaxLength(120);
        builder.Property(key => key.IsUserVerified);
        builder.Property(key => key.IsBackupEligible);
        builder.Property(key => key.IsBackedUp);
        builder.HasIndex(key => new { key.Kind, key.SubjectId });
    }
}

/// <summary>The owner of passkeys as the framework's handler knows it.</summary>
internal sealed record PasskeyOwner(SitzungKind Kind, Guid Id)
{
    /// <summary>The user handle that authenticators keep: says nothing about the person.</summary>
    public string Handle => $"{Kind}:{Id}";

    public static PasskeyOwner? Of(string handle) =>
        handle.Split(':') is [var kind, var id] && Enum.TryParse<SitzungKind>(kind, out var parsed) && Guid.TryParse(id, out var guid) ? new(parsed, guid) : null;
}
