using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Leineweber.Zahlungen.Check;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Zahlungen.Providers;

/// <summary>The demonstration provider's page; stands for another company's site, so it knows no sign-in. Only in demonstration cities.</summary>
[Public]
public sealed class DemoPageModel(LeineweberDb db, Tenant tenant) : PageModel
{
    /// <summary>What for.</summary>
    public string Purpose { get; private set; } = "";

    /// <summary>Amount in euro cents.</summary>
    public long Cents { get; private set; }

    /// <summary>Shows the order.</summary>
    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken cancel)
    {
        if (await Find(reference, cancel) is not { } order)
        {
            return NotFound();
        }

        (Purpose, Cents) = (order.Purpose, order.Cents);
        return Page();
    }

    /// <summary>Does what was chosen, the way a provider would: own books first, then call-back, then the way back.</summary>
    public async Task<IActionResult> OnPostAsync(string reference, string? choice, CancellationToken cancel)
    {
        if (await Find(reference, cancel) is not { } order)
        {
            return NotFound();
        }

        await db.Write(Actor.System("demo-zahlweg"), write => Decide(write, reference, choice, cancel), cancel);
        return choice == "still" ? RedirectToPage("/Zahlungen/Providers/DemoDone") : Redirect(order.ReturnAddress);
    }

    private Task<DemoOrder?> Find(string reference, CancellationToken cancel) =>
        tenant.IsDemo ? db.Set<DemoOrder>().SingleOrDefaultAsync(row => row.Reference == reference, cancel) : Task.FromResult<DemoOrder?>(null);

    internal static async Task Decide(Write write, string reference, string? choice, CancellationToken cancel)
    {
        var order = await write.Db.Set<DemoOrder>().SingleAsync(row => row.Reference == reference, cancel);
        if (order.Status == ZahlungStatus.Bezahlt)
        {
            return;
        }

        order.Status = choice switch
        {
            "ablehnen" => ZahlungStatus.Fehlgeschlagen,
            "abbrechen" => ZahlungStatus.Abgebrochen,
            _ => ZahlungStatus.Bezahlt,
        };
        order.KnownFrom = choice == "spaet" ? write.Now.AddMinutes(1) : null;
        for (var call = 0; call < (choice == "doppelt" ? 2 : 1); call++)
        {
            write.Enqueue(new CheckZahlung("demo", reference, CheckZahlungRounds.Single), order.KnownFrom?.AddSeconds(1));
        }
    }
}
