using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Zahlungen.Manage;

/// <summary>Parts of the treasury's list.</summary>
public enum Kassenteil
{
    /// <summary>Claims to be paid.</summary>
    Offen,

    /// <summary>Claims that are settled.</summary>
    Bezahlt,

    /// <summary>Transfers nobody could match.</summary>
    NichtZugeordnet,

    /// <summary>Money that goes back, or may have to.</summary>
    Erstattungen,

    /// <summary>Claims that were given up.</summary>
    Aufgehoben,
}

/// <summary>What the treasury looks for.</summary>
/// <param name="Teil">Part of the list.</param>
/// <param name="Suche">Reference, purpose or payer; empty for all.</param>
/// <param name="Von">First day, or null.</param>
/// <param name="Bis">Last day, or null.</param>
public sealed record Zahlungsfilter(Kassenteil Teil, string? Suche = null, DateOnly? Von = null, DateOnly? Bis = null);

/// <summary>One line of the treasury's list.</summary>
/// <param name="Id">Of the claim, transfer or refund.</param>
/// <param name="Kassenzeichen">Reference; empty where there is none.</param>
/// <param name="Zweck">What for, or what the payer wrote.</param>
/// <param name="Cents">Amount in euro cents.</param>
/// <param name="At">When it arose, arrived or was noted, UTC.</param>
/// <param name="Stand">How it stands, in words.</param>
/// <param name="Note">More for the treasury: payer, reason, due day.</param>
/// <param name="Status">Of a refund; null otherwise.</param>
public sealed record Zahlungszeile(Guid Id, string Kassenzeichen, string Zweck, long Cents, DateTime At, string Stand, string Note, ErstattungStatus? Status = null);

/// <summary>The treasury's list: claims, unmatched transfers, refunds.</summary>
public sealed class Zahlungsliste(LeineweberDb db, TimeProvider clock)
{
    /// <summary>How many lines each part has, where somebody has to do something.</summary>
    public async Task<IReadOnlyDictionary<Kassenteil, int>> Counts(CancellationToken cancel) => new Dictionary<Kassenteil, int>
    {
        [Kassenteil.Offen] = await db.Set<Forderung>().CountAsync(row => row.Status == ForderungStatus.Offen, cancel),
        [Kassenteil.NichtZugeordnet] = await db.Set<Zahlungseingang>().CountAsync(row => row.Status == EingangStatus.NichtZugeordnet, cancel),
        [Kassenteil.Erstattungen] = await db.Set<Erstattung>().CountAsync(row => row.Status == ErstattungStatus.Offen || row.Status == ErstattungStatus.ZuPruefen, cancel),
    };

    /// <summary>Lines of a part and how many there are in all.</summary>
    public async Task<(IReadOnlyList<Zahlungszeile> Rows, int Total)> Read(Zahlungsfilter filter, int skip, int take, CancellationToken cancel) => filter.Teil switch
    {
        Kassenteil.NichtZugeordnet => await Transfers(filter, skip, take, cancel),
        Kassenteil.Erstattungen => await Refunds(filter, skip, take, cancel),
        _ => await Claims(filter, skip, take, cancel),
    };

    private async Task<(IReadOnlyList<Zahlungszeile>, int)> Claims(Zahlungsfilter filter, int skip, int take, CancellationToken cancel)
    {
        var status = filter.Teil switch { Kassenteil.Bezahlt => ForderungStatus.Bezahlt, Kassenteil.Aufgehoben => ForderungStatus.Erlassen, _ => ForderungStatus.Offen };
        var (from, to) = Instants(filter);
        var query = db.Set<Forderung>().Where(row => row.Status == status && row.CreatedAt >= from && row.CreatedAt < to);
        if (Like(filter) is { } like)
        {
            query = query.Where(row => EF.Functions.Like(row.Zweck.ToLower(), like, "\\") || EF.Functions.Like(row.Kassenzeichen, like, "\\"));
        }

        var rows = await query.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Skip(skip).Take(take).ToListAsync(cancel);
        var today = clock.Today();
        return ([.. rows.Select(row => new Zahlungszeile(row.Id, row.Kassenzeichen, row.Zweck, row.Cents, row.CreatedAt,
            row.Status switch { ForderungStatus.Offen => row.DueOn < today ? T("überfällig") : T("offen"), ForderungStatus.Bezahlt => T("bezahlt"), _ => T("aufgehoben") },
            row.Status switch
            {
                ForderungStatus.Offen => row.DueOn is { } due ? T("fällig am {0}", Show.ShortDate(due)) : "",
                ForderungStatus.Bezahlt => T("am {0}", Show.ShortDate(row.PaidAt!.Value)),
                _ => row.WaiveReason ?? "",
            }))], await query.CountAsync(cancel));
    }

    private async Task<(IReadOnlyList<Zahlungszeile>, int)> Transfers(Zahlungsfilter filter, int skip, int take, CancellationToken cancel)
    {
        var (from, to) = (filter.Von ?? DateOnly.MinValue, filter.Bis ?? DateOnly.MaxValue);
        var query = db.Set<Zahlungseingang>().Where(row => row.Status == EingangStatus.NichtZugeordnet && row.BookedOn >= from && row.BookedOn <= to);
        if (Like(filter) is { } like)
        {
            query = query.Where(row => EF.Functions.Like(row.Zweck.ToLower(), like, "\\") || EF.Functions.Like(row.Zahler!.ToLower(), like, "\\"));
        }

        var rows = await query.OrderByDescending(row => row.BookedOn).ThenByDescending(row => row.Id).Skip(skip).Take(take).ToListAsync(cancel);
        return ([.. rows.Select(row => new Zahlungszeile(row.Id, "", row.Zweck, row.Cents, Show.Utc(row.BookedOn.ToDateTime(TimeOnly.MinValue)), T("nicht zugeordnet"), $"{row.Zahler} {row.Iban}".Trim()))], await query.CountAsync(cancel));
    }

    private async Task<(IReadOnlyList<Zahlungszeile>, int)> Refunds(Zahlungsfilter filter, int skip, int take, CancellationToken cancel)
    {
        var (from, to) = Instants(filter);
        var query = from refund in db.Set<Erstattung>()
                    where refund.CreatedAt >= @from && refund.CreatedAt < to
                    join claim in db.Set<Forderung>() on refund.ForderungId equals claim.Id into claims
                    from claim in claims.DefaultIfEmpty()
                    join incoming in db.Set<Zahlungseingang>() on refund.EingangId equals incoming.Id into transfers
                    from incoming in transfers.DefaultIfEmpty()
                    select new { refund, claim, incoming };
        if (Like(filter) is { } like)
        {
            query = query.Where(row => EF.Functions.Like(row.claim.Zweck.ToLower(), like, "\\") || EF.Functions.Like(row.claim.Kassenzeichen, like, "\\") || EF.Functions.Like(row.incoming.Zahler!.ToLower(), like, "\\"));
        }

        var rows = await query.OrderBy(row => row.refund.EndedAt != null).ThenByDescending(row => row.refund.CreatedAt).ThenBy(row => row.refund.Id).Skip(skip).Take(take).ToListAsync(cancel);
        return ([.. rows.Select(row => new Zahlungszeile(row.refund.Id, row.claim?.Kassenzeichen ?? "", row.claim?.Zweck ?? row.incoming?.Zweck ?? "", row.refund.Cents, row.refund.CreatedAt, Word(row.refund.Status),
            string.Join(" · ", new[] { row.refund.Grund, row.incoming?.Zahler, row.incoming?.Iban }.Where(part => !string.IsNullOrEmpty(part))), row.refund.Status))], await query.CountAsync(cancel));
    }

    private static string Word(ErstattungStatus status) => status switch
    {
        ErstattungStatus.ZuPruefen => T("zu entscheiden"),
        ErstattungStatus.Offen => T("zu erstatten"),
        ErstattungStatus.Erstattet => T("erstattet"),
        _ => T("einbehalten"),
    };

    private static (DateTime From, DateTime To) Instants(Zahlungsfilter filter) =>
        (filter.Von is { } from ? Show.Utc(from.ToDateTime(TimeOnly.MinValue)) : new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            filter.Bis is { Year: < 9999 } to ? Show.Utc(to.AddDays(1).ToDateTime(TimeOnly.MinValue)) : new DateTime(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    private static string? Like(Zahlungsfilter filter) => filter.Suche?.Trim() is { Length: > 0 } text
        ? $"%{text.ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%" : null;
}
