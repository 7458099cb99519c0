using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Tenancy;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Leineweber.Foundation.Mail;

/// <summary>Sends a mail over the tenant's SMTP server (<c>mail.smtp</c>), or in a demonstration writes it into the folder <c>mail</c>.</summary>
internal sealed class SendMailJob(CurrentTenant tenant, TimeProvider clock) : IHandle<Mail>
{
    public async Task Run(Mail payload, CancellationToken cancel)
    {
        // Whoever left it here checked it; a mail to more than one, or with headers of a stranger, goes to nobody.
        if (!Mail.IsAddress(payload.To))
        {
            throw new InvalidDataException("The recipient of a mail is no plain address.");
        }

        var city = tenant.Space.Tenant;
        using var message = new MimeMessage();
        message.From.Add(new MailboxAddress(OneLine(city.Name), city.MailFrom));
        message.To.Add(MailboxAddress.Parse(payload.To));
        message.Subject = OneLine(payload.Subject);
        message.Date = clock.GetUtcNow();
        message.Body = new TextPart("plain") { Text = payload.Text };
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("Content-Language", payload.Language == "en" ? "en" : "de");
        if (city.Settings.TryGetValue("mail.smtp", out var server))
        {
            try
            {
                await SendBySmtp(message, new Uri(server), cancel);
            }
            catch (Exception error) when (error is MailKit.ProtocolException or MailKit.ServiceNotConnectedException or SmtpCommandException { StatusCode: < SmtpStatusCode.SyntaxError })
            {
                // The server is ill or asks to come back later (4xx): an outage, waited for longer than a refusal.
                throw new IOException("The mail server does not take the mail now.", error);
            }
        }
        else
        {
            await WriteToFolder(message, cancel);
        }
    }

    /// <summary>A header is one line, whatever name stands in it.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));

    /// <summary>Address as <c>smtp://user:password@host:587</c> (STARTTLS, without which only this machine and exempted ones are spoken to) or <c>smtps://…:465</c>; percent-encoded.</summary>
    private async Task SendBySmtp(MimeMessage message, Uri server, CancellationToken cancel)
    {
        using var client = new SmtpClient { Timeout = 30_000 };
        var secure = server.Scheme == "smtps" ? SecureSocketOptions.SslOnConnect
            : Encryption.NeedsIt(tenant.Space.Installation, server.Host) ? SecureSocketOptions.StartTls
            : SecureSocketOptions.StartTlsWhenAvailable;
        await client.ConnectAsync(server.Host, server.Port > 0 ? server.Port : 587, secure, cancel);
        if (server.UserInfo.Split(':', 2) is [{ Length: > 0 } user, var password])
        {
            await client.AuthenticateAsync(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password), cancel);
        }

        await client.SendAsync(message, cancel);
        await client.DisconnectAsync(quit: true, cancel);
    }

    private async Task WriteToFolder(MimeMessage message, CancellationToken cancel)
    {
        var folder = Path.Combine(tenant.Space.Folder, "mail");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{clock.Now():yyyyMMdd-HHmmss-fff}-{Guid.CreateVersion7():N}.eml");
        await message.WriteToAsync(file + ".neu", cancel);
        File.Move(file + ".neu", file);
    }
}
