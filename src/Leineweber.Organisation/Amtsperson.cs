using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Organisation;

/// <summary>The member of staff who is signed in in this request, with all they may do: own roles and those of whom they stand in for today.</summary>
public sealed class Amtsperson(LeineweberDb db, Sitzungen sessions, Organisationsplan plan, Rechtekatalog rights, TimeProvider clock)
{
    private Bedienstete? person;
    private bool loaded;
    private IReadOnlyList<Grant> grants = [];

    /// <summary>True where somebody is signed in.</summary>
    public bool IsSignedIn => person is not null;

    /// <summary>Id of the person.</summary>
    public Guid Id => Person.Id;

    /// <summary>Full name.</summary>
    public string Name => Person.Name;

    /// <summary>The person.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the page lacks <see cref="AmtAttribute"/>.</exception>
    public Bedienstete Person => person ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>Trust level of the sign-in: 2 password, 3 with second factor or passkey; 0 where nobody is signed in.</summary>
    public int Level { get; private set; }

    /// <summary>Numbers of all units the person has a role on, with those below and those of whom they stand in for.</summary>
    public IReadOnlySet<string> Units { get; private set; } = new HashSet<string>();

    /// <summary>Names of those the person stands in for today.</summary>
    public IReadOnlyList<string> StandsInFor { get; private set; } = [];

    /// <summary>The person's deputy today where they are away themselves, or null.</summary>
    public Vertretung? OwnAbsence { get; private set; }

    /// <summary>Who acts, for the Protokoll.</summary>
    public Actor Actor => new(ActorKind.Bedienstete, Id.ToString(), Name);

    /// <summary>Who acts by a right in a unit: says "in Vertretung für …" where only the deputyship gives it.</summary>
    /// <param name="right">Name of the right.</param>
    /// <param name="unitNummer">Number of the unit; null for any.</param>
    public Actor ActorFor(string right, string? unitNummer)
    {
        var carriers = Carriers(right, unitNummer).ToList();
        var foreign = carriers.Count > 0 && carriers.All(grant => grant.For is not null) ? carriers[0].For : null;
        return foreign is null ? Actor : Actor with { Name = $"{Name} (in Vertretung für {foreign})" };
    }

    /// <summary>True where the person has the right: in the unit, or in any unit where none is named.</summary>
    /// <param name="right">Name of the right, as a module registered it.</param>
    /// <param name="unitNummer">Number of the unit; null for any.</param>
    public bool Has(string right, string? unitNummer = null) => Carriers(right, unitNummer).Any();

    /// <summary>True where the person has the right in the unit by a role of their own, not as a deputy.</summary>
    public bool HasOwn(string right, string? unitNummer = null) => Carriers(right, unitNummer).Any(grant => grant.For is null);

    /// <summary>Numbers of the units in which the person has the right; what lists filter by.</summary>
    public IReadOnlySet<string> UnitsWith(string right) =>
        Carriers(right, null).SelectMany(grant => grant.Reach).ToHashSet(StringComparer.Ordinal);

    /// <summary>Finds out who is signed in; asked again it does nothing. Done for every page before anything else.</summary>
    public async Task Load(HttpContext http, CancellationToken cancel = default)
    {
        if (loaded)
        {
            return;
        }

        loaded = true;
        if (await sessions.Find(http, SitzungKind.Bedienstete, cancel) is { } session && Guid.TryParse(session.SubjectId, out var id))
        {
            await Become(id, session.Level, cancel);
        }
    }

    internal async Task Become(Guid id, int level, CancellationToken cancel)
    {
        person = await db.Set<Bedienstete>().SingleOrDefaultAsync(b => b.Id == id && b.EndedAt == null, cancel);
        if (person is null)
        {
            return;
        }

        loaded = true;
        Level = level;
        var today = clock.Today();
        var absences = await db.Set<Vertretung>()
            .Where(v => (v.DeputyId == id || v.AbsentId == id) && v.CancelledAt == null && v.Von <= today && today <= v.Bis).ToListAsync(cancel);
        OwnAbsence = absences.FirstOrDefault(v => v.AbsentId == id);
        var absent = absences.Where(v => v.DeputyId == id).Select(v => v.AbsentId).Distinct().ToList();
        var names = absent.Count == 0 ? [] : await db.Set<Bedienstete>().Where(b => absent.Contains(b.Id) && b.EndedAt == null).ToDictionaryAsync(b => b.Id, b => b.Name, cancel);
        StandsInFor = [.. names.Values.Order(StringComparer.CurrentCulture)];
        await LoadGrants(id, names, cancel);
    }

    private async Task LoadGrants(Guid id, Dictionary<Guid, string> absent, CancellationToken cancel)
    {
        var people = absent.Keys.Append(id).ToList();
        var roles = await db.Set<Rollenzuweisung>().Where(r => people.Contains(r.BedienstetenId) && r.EndedAt == null).ToListAsync(cancel);
        var all = new List<Grant>();
        foreach (var role in roles.Where(role => role.BedienstetenId == id || role.Rolle.PassesToDeputy()))
        {
            all.Add(new Grant(role.Rolle, await plan.Reach(role.UnitId, cancel), absent.GetValueOrDefault(role.BedienstetenId)));
        }

        grants = all;
        Units = all.SelectMany(grant => grant.Reach).ToHashSet(StringComparer.Ordinal);
    }

    private IEnumerable<Grant> Carriers(string right, string? unitNummer)
    {
        var roles = rights.Find(right).Roles;
        return grants.Where(grant => roles.Contains(grant.Rolle) && (unitNummer is null || grant.Reach.Contains(unitNummer)));
    }

    private sealed record Grant(Rolle Rolle, IReadOnlySet<string> Reach, string? For);
}
