using System.Security.Cryptography;
using Leineweber.Foundation;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Leineweber.Signaturen.Providers;
using Leineweber.Standards.Pdf;
using Leineweber.Standards.Pdf.Signatures;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Signaturen;

/// <summary>A sealed document and the record of its sealing.</summary>
/// <param name="Bytes">The sealed PDF; it begins with the unchanged original.</param>
/// <param name="Siegelung">The record.</param>
public sealed record SealedPdf(byte[] Bytes, Siegelung Siegelung);

/// <summary>The city's electronic seal (Art. 3 No. 25 eIDAS; § 9a (6) OZG wants a qualified one, which an operator brings as provider).</summary>
public sealed class Siegel(CurrentTenant current, SealProviders providers, LeineweberDb db, TimeProvider clock)
{
    private const int MostBytes = 50_000_000;

    /// <summary>Seals a PDF (PAdES B-B). The same document is sealed once: asked again, the first sealed bytes come back.</summary>
    /// <param name="actor">Who has it sealed.</param>
    /// <param name="pdf">The finished document.</param>
    /// <param name="reason">What it is, as viewers show it, at most 200 characters.</param>
    /// <param name="subject">Whose history in the Protokoll it belongs to, e.g. <c>vorgang:0198…</c>.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The sealed document, or a refusal where the bytes are no PDF that can be sealed (<c>siegel.unreadable</c>).</returns>
    /// <exception cref="InvalidOperationException">The city has no seal key: the operator has to bring one.</exception>
    public async Task<Outcome<SealedPdf>> Apply(Actor actor, byte[] pdf, string reason, string subject, CancellationToken cancel = default)
    {
        var ablage = current.Space.Ablage;
        var before = Convert.ToHexStringLower(SHA256.HashData(pdf));
        if (await Find(db, before, cancel) is { } known)
        {
            return new SealedPdf(await ablage.Read(known.Sha256After, cancel), known);
        }

        using var key = providers.For(current.Space).Open(current.Space);
        var now = clock.Now();
        if (now < key.Certificate.NotBefore.ToUniversalTime() || now > key.Certificate.NotAfter.ToUniversalTime())
        {
            throw new InvalidOperationException($"The seal certificate of {current.Space.Tenant.Name} is not valid today ({key.Certificate.NotBefore:d} to {key.Certificate.NotAfter:d}): the operator has to bring a new one.");
        }

        if (TrySeal(pdf, key, reason, now) is not { } bytes)
        {
            return new Refusal("siegel.unreadable", T("Dieses PDF kann nicht gesiegelt werden. Es ist beschädigt, verschlüsselt oder zu groß."));
        }

        var blob = await ablage.Put(bytes, cancel);
        var siegelung = new Siegelung
        {
            Sha256Before = before,
            Sha256After = blob.Sha256,
            SealedAt = now,
            CertificateSerial = key.Certificate.SerialNumber,
            CertificateSubject = Cut(key.Certificate.Subject, 400),
            Reason = Cut(reason, 200),
        };
        var kept = await db.Write(actor, write => Keep(write, siegelung, subject, cancel), cancel);
        return new SealedPdf(kept.Sha256After == blob.Sha256 ? bytes : await ablage.Read(kept.Sha256After, cancel), kept);
    }

    private static async Task<Siegelung> Keep(Write write, Siegelung siegelung, string subject, CancellationToken cancel)
    {
        await write.Lock("siegelung", cancel);
        if (await Find(write.Db, siegelung.Sha256Before, cancel) is { } first)
        {
            return first;
        }

        write.Db.Add(siegelung);
        write.Record(subject, "siegel.applied", $"Elektronisch gesiegelt: {siegelung.Reason} (SHA-256 {siegelung.Sha256After})");
        return siegelung;
    }

    private static Task<Siegelung?> Find(LeineweberDb db, string before, CancellationToken cancel) =>
        db.Set<Siegelung>().AsNoTracking().SingleOrDefaultAsync(row => row.Sha256Before == before, cancel);

    private byte[]? TrySeal(byte[] pdf, SealKey key, string reason, DateTime now)
    {
        try
        {
            return pdf.Length > MostBytes ? null : PdfSigner.Sign(pdf, new PdfSignatureRequest
            {
                Certificate = key.Certificate,
                Intermediates = key.Intermediates,
                Time = now,
                Name = current.Space.Tenant.Name,
                Reason = Cut(reason, 200),
                Description = $"Elektronisches Siegel: {current.Space.Tenant.Name}",
            });
        }
        catch (PdfException)
        {
            return null;
        }
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
