namespace Leineweber.Foundation.Tenancy;

/// <summary>The tenant of this request or job; set once at its start.</summary>
public sealed class CurrentTenant
{
    private TenantSpace? space;

    /// <summary>The open tenant.</summary>
    /// <exception cref="InvalidOperationException">Asked outside a tenant's request or job, or set twice.</exception>
    public TenantSpace Space
    {
        get => space ?? throw new InvalidOperationException("No tenant in this scope.");
        set => space = space is null ? value : throw new InvalidOperationException("The tenant of a scope never changes.");
    }

    /// <summary>True once the tenant is known.</summary>
    public bool IsSet => space is not null;
}
