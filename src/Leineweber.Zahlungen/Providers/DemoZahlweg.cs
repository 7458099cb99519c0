using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Zahlungen.Providers;

/// <summary>A provider that takes no money: its page lets one succeed, fail, give up, be late, or call back twice.</summary>
internal sealed class DemoZahlweg(LeineweberDb db, TimeProvider clock, Tenant tenant) : IZahlweg
{
    public string Name => "demo";

    public string Label => T("Bezahlen (Vorführung, es fließt kein Geld)");

    public bool IsOffered => tenant.IsDemo;

    public async Task<string> Begin(Zahlungsauftrag order, CancellationToken cancel)
    {
        await db.Write(Actor.System("demo-zahlweg"), async write =>
        {
            if (!await write.Db.Set<DemoOrder>().AnyAsync(row => row.Reference == order.Reference, cancel))
            {
                write.Db.Add(new DemoOrder { Reference = order.Reference, Cents = order.Cents, Purpose = order.Purpose, ReturnAddress = order.ReturnAddress });
            }
        }, cancel);
        return $"/demo/bezahlen/{order.Reference}";
    }

    public async Task<Auskunft> Ask(string reference, CancellationToken cancel)
    {
        var order = await db.Set<DemoOrder>().SingleAsync(row => row.Reference == reference, cancel);
        var known = order.KnownFrom is not { } from || from <= clock.Now();
        return new Auskunft(known ? order.Status : ZahlungStatus.Laufend, order.Cents);
    }
}
