using System.Collections.Concurrent;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Formulare.Felder;

/// <summary>A row of the city's register of streets.</summary>
internal sealed class Strassenzeile
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Name { get; init; }

    public required string Plz { get; init; }

    public required string Bezirk { get; init; }
}

/// <summary>The register of the tenant of this request.</summary>
internal sealed class Strassen(LeineweberDb db, Tenant tenant, Strassenspeicher memory, TimeProvider clock)
{
    public async Task<Strassenverzeichnis> Read(CancellationToken cancel)
    {
        if (memory.Registers.TryGetValue(tenant.Key, out var known) && known.Until > clock.Now())
        {
            return known.Register;
        }

        var rows = await db.Set<Strassenzeile>().Select(row => new Strasse(row.Name, row.Plz, row.Bezirk)).ToListAsync(cancel);
        var register = new Strassenverzeichnis(rows);
        memory.Registers[tenant.Key] = (register, clock.Now().AddMinutes(5));
        return register;
    }
}

/// <summary>Keeps the registers for some minutes, so that a page need not read hundreds of rows.</summary>
internal sealed class Strassenspeicher
{
    public ConcurrentDictionary<string, (Strassenverzeichnis Register, DateTime Until)> Registers { get; } = new();
}
