using System.Buffers.Text;
using Leineweber.Foundation.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Security.Passkeys;

/// <summary>Lets the framework's passkey handler read our table. It never writes through it: keeping is a use case with a Protokoll.</summary>
internal sealed class PasskeyStore(LeineweberDb db, SitzungKind kind) : IUserPasskeyStore<PasskeyOwner>
{
    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyOwner user, CancellationToken cancellationToken)
    {
        var id = user.Id.ToString();
        return [.. (await db.Set<Passkey>().Where(key => key.Kind == user.Kind && key.SubjectId == id).ToListAsync(cancellationToken)).Select(Info)];
    }

    public async Task<PasskeyOwner?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await Row(credentialId, cancellationToken) is { } row ? new PasskeyOwner(row.Kind, Guid.Parse(row.SubjectId)) : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyOwner user, byte[] credentialId, CancellationToken cancellationToken) =>
        await Row(credentialId, cancellationToken) is { } row && row.SubjectId == user.Id.ToString() ? Info(row) : null;

    public Task<string> GetUserIdAsync(PasskeyOwner user, CancellationToken cancellationToken) => Task.FromResult(user.Handle);

    public Task<string?> GetUserNameAsync(PasskeyOwner user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Handle);

    public Task<PasskeyOwner?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(PasskeyOwner.Of(userId) is { } owner && owner.Kind == kind ? owner : null);

    public Task<PasskeyOwner?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => FindByIdAsync(normalizedUserName, cancellationToken);

    public Task<string?> GetNormalizedUserNameAsync(PasskeyOwner user, CancellationToken cancellationToken) => GetUserNameAsync(user, cancellationToken);

    public Task AddOrUpdatePasskeyAsync(PasskeyOwner user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw ReadOnly();

    public Task RemovePasskeyAsync(PasskeyOwner user, byte[] credentialId, CancellationToken cancellationToken) => throw ReadOnly();

    public Task SetUserNameAsync(PasskeyOwner user, string? userName, CancellationToken cancellationToken) => throw ReadOnly();

    public Task SetNormalizedUserNameAsync(PasskeyOwner user, string? normalizedName, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> CreateAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> UpdateAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> DeleteAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw ReadOnly();

    public void Dispose()
    {
    }

    private static InvalidOperationException ReadOnly() => new("Passkeys are kept by Passkeys, not by the framework's store.");

    private Task<Passkey?> Row(byte[] credentialId, CancellationToken cancel)
    {
        var id = Base64Url.EncodeToString(credentialId);
        return db.Set<Passkey>().SingleOrDefaultAsync(key => key.CredentialId == id && key.Kind == kind, cancel);
    }

    private static UserPasskeyInfo Info(Passkey row) => new(
        Base64Url.DecodeFromChars(row.CredentialId), row.PublicKey, row.CreatedAt, (uint)row.SignCount, row.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        row.IsUserVerified, row.IsBackupEligible, row.IsBackedUp, [], []);
}
