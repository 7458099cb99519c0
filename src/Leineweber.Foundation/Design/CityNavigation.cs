using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Http;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>What the tenant's settings say about the frame of its pages.</summary>
internal sealed class CityNavigation(CurrentTenant current) : INavigation
{
    public ValueTask Fill(PageFrame frame, HttpContext context)
    {
        if (current.IsSet)
        {
            var tenant = current.Space.Tenant;
            frame.City = tenant.Name;
            frame.Demo = tenant.IsDemo;
            frame.Theme = Theme.Key(tenant);
        }

        frame.Footer.AddRange(
        [
            new(T("Impressum"), "/impressum", Order: 10),
            new(T("Datenschutz"), "/datenschutz", Order: 20),
            new(T("Barrierefreiheit"), "/barrierefreiheit", Order: 30),
            new(T("Leichte Sprache"), "/leichte-sprache", Order: 40),
        ]);
        return ValueTask.CompletedTask;
    }
}
