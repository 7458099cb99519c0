namespace Leineweber.Commands.DemoStory;

/// <summary>The requests of one person: the cookie a sign-in sets is sent with the next one.</summary>
internal static class Browser
{
    public static HttpContext New(IServiceProvider services) => new DefaultHttpContext { RequestServices = services };

    public static HttpContext Next(IServiceProvider services, HttpContext before)
    {
        var next = New(services);
        next.Request.Headers.Cookie = before.Response.Headers.SetCookie.ToString().Split(';')[0];
        return next;
    }
}
