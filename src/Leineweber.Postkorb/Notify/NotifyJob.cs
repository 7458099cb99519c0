using System.Security.Cryptography;
using System.Text;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Postkorb.Notify;

/// <summary>Time to tell the recipient that something lies in the Postkorb.</summary>
public sealed record NotifyRecipient(Guid NachrichtId);

/// <summary>Sends "Sie haben Post", without content, and records that and when (§ 9 OZG: at the latest on the day of provision).</summary>
internal sealed class NotifyJob(LeineweberDb db, Nutzerkonten konten, Tenant tenant) : IHandle<NotifyRecipient>
{
    public async Task Run(NotifyRecipient payload, CancellationToken cancel)
    {
        var message = await db.Set<Nachricht>().SingleOrDefaultAsync(row => row.Id == payload.NachrichtId, cancel);
        var konto = message is null ? null : await konten.Find(message.KontoId, cancel);
        if (message is null || konto?.Email is not { Length: > 0 } address)
        {
            return;
        }

        var mail = MailFor(message, konto, address);
        await db.Write(Actor.System("postkorb"), async write =>
        {
            var first = await write.Db.Set<Zustellung>().Where(row => row.NachrichtId == message.Id && row.NotifiedAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(r => r.NotifiedAt, write.Now).SetProperty(r => r.AddressHash, Hash(address)), cancel);
            if (first == 1)
            {
                write.Enqueue(mail);
                write.Record(message.Subject, "nachricht.notified", "Benachrichtigung ohne Inhalt per E-Mail auf den Weg gegeben");
            }
        }, cancel);
    }

    private Foundation.Mail.Mail MailFor(Nachricht message, Nutzerkonto konto, string address)
    {
        using var _ = Sprache.Speak(konto.Sprache);
        // A guest reaches the Postkorb with the private return link, which stands in the first mail only.
        var way = konto.Kind == Kontoart.Gast
            ? T("Öffnen Sie dazu Ihren persönlichen Link aus der ersten E-Mail zu Ihrem Antrag.")
            : T("Melden Sie sich dazu hier an: {0}", $"{tenant.Address}/postkorb/{message.Id}");
        return new Foundation.Mail.Mail(
            address,
            T("Sie haben Post von: {0}", tenant.Name),
            T("Guten Tag,\n\nin Ihrem Postkorb liegt eine neue Nachricht.\n{0}\n\nAus Gründen des Datenschutzes steht der Inhalt nicht in dieser E-Mail.\n\n{1}", way, tenant.Name),
            konto.Sprache);
    }

    private static string Hash(string address) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.ToLowerInvariant())));
}
