using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>Tries to sign in under one name or from one address; kept in the database, so that a restart or a second server forgets nothing.</summary>
internal sealed class Bremse
{
    public required string Key { get; init; }

    public int Failures { get; set; }

    public DateTime LastAt { get; set; }

    public DateTime BlockedUntil { get; set; }
}

/// <summary>Slows down guessing: per name and per network address, with a delay that grows.</summary>
/// <remarks>A try is counted before it is judged, so that many at once do not slip through; success forgets the name's count.</remarks>
public sealed class Anmeldebremse(LeineweberDb db)
{
    private const int FreePerName = 5;
    private const int FreePerAddress = 40;
    private static readonly TimeSpan LongestPerName = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestPerAddress = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(24);

    /// <summary>Counts a try, or refuses it where too many came before.</summary>
    /// <param name="name">What is guessed at, with its kind, e.g. <c>amt:beate.beispiel</c>. Existing or not makes no difference.</param>
    /// <param name="address">Where the try comes from.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Outcome<Done>> Take(string name, IPAddress? address, CancellationToken cancel) => db.Write<Outcome<Done>>(Actor.System("anmeldung"), async w =>
    {
        (string Key, int Free, TimeSpan Longest)[] keys = [(NameKey(name), FreePerName, LongestPerName), (AddressKey(address), FreePerAddress, LongestPerAddress)];
        foreach (var (key, free, longest) in keys)
        {
            var row = await Raise(w, key, cancel);
            if (row.BlockedUntil > w.Now)
            {
                return new Refusal("anmeldung.too-many", T("Das waren zu viele Versuche. Bitte warten Sie {0} und versuchen Sie es dann noch einmal.", InWords(row.BlockedUntil - w.Now)));
            }

            row.Failures = w.Now - row.LastAt > Forgotten ? 1 : row.Failures;
            row.LastAt = w.Now;
            var wait = row.Failures < free ? 0 : Math.Min(Math.Pow(2, row.Failures - free), longest.TotalSeconds);
            row.BlockedUntil = w.Now.AddSeconds(wait);
        }

        return Done.It;
    }, cancel);

    /// <summary>Forgets the failures of a name, and this try of its address: it succeeded.</summary>
    public static async Task Succeed(Write w, string name, IPAddress? address, CancellationToken cancel)
    {
        var (nameKey, addressKey) = (NameKey(name), AddressKey(address));
        await w.Db.Set<Bremse>().Where(b => b.Key == nameKey).ExecuteDeleteAsync(cancel);
        await w.Db.Set<Bremse>().Where(b => b.Key == addressKey && b.Failures > 0)
            .ExecuteUpdateAsync(b => b.SetProperty(r => r.Failures, r => r.Failures - 1).SetProperty(r => r.BlockedUntil, w.Now), cancel);
    }

    /// <summary>Counts one more, which holds the row until the end of the change: tries at once are judged one after the other.</summary>
    private static async Task<Bremse> Raise(Write w, string key, CancellationToken cancel)
    {
        var raised = await w.Db.Set<Bremse>().Where(b => b.Key == key).ExecuteUpdateAsync(b => b.SetProperty(r => r.Failures, r => r.Failures + 1), cancel);
        return raised == 1
            ? await w.Db.Set<Bremse>().SingleAsync(b => b.Key == key, cancel)
            : w.Db.Add(new Bremse { Key = key, Failures = 1, LastAt = w.Now }).Entity;
    }

    internal static Task<int> Sweep(Write w, CancellationToken cancel)
    {
        var limit = w.Now - Forgotten;
        return w.Db.Set<Bremse>().Where(b => b.LastAt < limit).ExecuteDeleteAsync(cancel);
    }

    private static string NameKey(string name) => Hash("name|" + name.Trim().ToLowerInvariant());

    // A household or an attacker has a whole /64 of IPv6.
    private static string AddressKey(IPAddress? address) => Hash("adresse|" + (address switch
    {
        null => "?",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    }));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string InWords(TimeSpan wait) => wait.TotalSeconds < 90
        ? T("{0} Sekunden", (int)Math.Max(2, Math.Ceiling(wait.TotalSeconds)))
        : T("{0} Minuten", (int)Math.Ceiling(wait.TotalMinutes));
}
