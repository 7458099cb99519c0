using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Leineweber.Foundation.Design;

/// <summary>The tenant's colour as design tokens. It is made darker or lighter until text in it can be read (contrast 4.5 to 1, WCAG 1.4.3).</summary>
internal static class Theme
{
    private const double Enough = 4.6;
    private const string HouseColour = "#1f3f8f";

    public static void MapTheme(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/theme.css", (Tenant tenant, HttpContext http) => Send(http, Css(tenant.Colour ?? HouseColour), "text/css; charset=utf-8"));
        routes.MapGet("/zeichen.svg", (Tenant tenant, HttpContext http) => Send(http, Mark(tenant.Colour ?? HouseColour), "image/svg+xml"));
    }

    /// <summary>Names the colour in addresses; null where the tenant has none of its own.</summary>
    public static string? Key(Tenant tenant) => tenant.Colour is { } colour ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Css(colour))))[..8] : null;

    internal static string Css(string hex)
    {
        if (Parse(hex) is not { } colour)
        {
            return "";
        }

        var light = Tokens(Towards(colour, Black, White), White);
        var dark = Tokens(Towards(colour, White, Black), Black);
        return $":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}[data-kern-theme=light]{{{light}}}[data-kern-theme=dark]{{{dark}}}";
    }

    internal static double Contrast(Colour a, Colour b)
    {
        var (high, low) = (Math.Max(Luminance(a), Luminance(b)), Math.Min(Luminance(a), Luminance(b)));
        return (high + 0.05) / (low + 0.05);
    }

    internal static Colour? Parse(string hex) =>
        hex is ['#', _, _, _, _, _, _] && int.TryParse(hex[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
            ? new Colour(rgb >> 16, (rgb >> 8) & 255, rgb & 255)
            : null;

    private static readonly Colour Black = new(0, 0, 0);
    private static readonly Colour White = new(255, 255, 255);

    /// <summary>The colour, mixed with the goal step by step until it can be read on the ground.</summary>
    private static Colour Towards(Colour colour, Colour goal, Colour ground)
    {
        for (var share = 0.0; share < 1; share += 0.05)
        {
            var mixed = new Colour(Mix(colour.Red, goal.Red, share), Mix(colour.Green, goal.Green, share), Mix(colour.Blue, goal.Blue, share));
            if (Contrast(mixed, ground) >= Enough)
            {
                return mixed;
            }
        }

        return goal;
    }

    private static int Mix(int from, int to, double share) => (int)Math.Round(from + (to - from) * share);

    private static string Tokens(Colour colour, Colour on) =>
        $"--kern-color-action-default:{colour};--kern-color-action-on-default:{on};--lw-brand:{colour}";

    private static double Luminance(Colour colour) =>
        0.2126 * Linear(colour.Red) + 0.7152 * Linear(colour.Green) + 0.0722 * Linear(colour.Blue);

    private static double Linear(int channel)
    {
        var share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    private static string Mark(string hex) =>
        $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44"><path fill="#e08a1e" d="M0 5h44v8H0zm0 13h44v8H0zm0 13h44v8H0z"/><path fill="{Parse(hex) ?? Parse(HouseColour)}" d="M5 0h8v18H5zm0 26h8v18H5zM18 0h8v5h-8zm0 13h8v18h-8zm0 26h8v5h-8zM31 0h8v18h-8zm0 26h8v18h-8z"/></svg>""";

    private static IResult Send(HttpContext http, string text, string type)
    {
        http.Response.Headers.CacheControl = http.Request.QueryString.HasValue ? "public, max-age=31536000, immutable" : "public, max-age=300";
        return Results.Text(text, type);
    }

    internal readonly record struct Colour(int Red, int Green, int Blue)
    {
        public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";
    }
}
