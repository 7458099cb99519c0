namespace Leineweber.Foundation.Tenancy;

/// <summary>The tenant of this request or job; set once at its start.</summary>
public sealed class CurrentTenant : IDisposable
{
    private TenantSpace? space;

    /// <summary>The open tenant.</summary>
    /// <exception cref="InvalidOperationException">Asked outside a tenant's request or job, or changed after it was set.</exception>
    public TenantSpace Space
    {
        get => space ?? throw new InvalidOperationException("No tenant in this scope.");
        set
        {
            if (space is null)
            {
                space = value;
                space.Enter();
            }
            else if (!ReferenceEquals(space, value))
            {
                throw new InvalidOperationException("The tenant of a scope never changes.");
            }
        }
    }

    /// <summary>True once the tenant is known.</summary>
    public bool IsSet => space is not null;

    /// <summary>The request or job is over: as far as it goes, the tenant may be closed.</summary>
    public void Dispose() => space?.Leave();
}
