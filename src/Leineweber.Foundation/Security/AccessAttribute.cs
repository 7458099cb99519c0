using Microsoft.AspNetCore.Mvc.Filters;

namespace Leineweber.Foundation.Security;

/// <summary>Says who may see a page. Every page carries exactly one; a test goes red on a page without.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class AccessAttribute : Attribute, IAsyncAuthorizationFilter
{
    /// <summary>Sets the context's result where the reader may not see the page.</summary>
    public abstract Task OnAuthorizationAsync(AuthorizationFilterContext context);
}

/// <summary>A page for everyone, signed in or not.</summary>
public sealed class PublicAttribute : AccessAttribute
{
    /// <inheritdoc />
    public override Task OnAuthorizationAsync(AuthorizationFilterContext context) => Task.CompletedTask;
}
