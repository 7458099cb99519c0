using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Leineweber.Foundation;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Mail;
using Leineweber.Serve;
using Leineweber.Tests.Konten;
using Leineweber.Tests.Rechte;
using Leineweber.Tests.Verfahren;
using Leineweber.Verfahren;
using Leineweber.Zahlungen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leineweber.Tests.Feindlich;

/// <summary>What leaves the house: mails, tables, the log. Nothing a stranger wrote becomes a header, a formula or a line of its own there.</summary>
public sealed partial class AusgangTests(City city) : IClassFixture<City>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static readonly string[] BadAddresses =
    [
        "a@b.example\r\nBcc: opfer@boese.example", "a@b.example\nBcc: opfer@boese.example", "a@b.example\rBcc: x", "a@b.example%0d%0aBcc: x@boese.example", "a@b.example, opfer@boese.example", "a@b.example;opfer@boese.example", "<a@b.example>", "\"a\r\nBcc: x\"@b.example",
        "a@b.example\0", "a@b.example\u2028Bcc:x@boese.example", "a@b.example\u0085Bcc:x", "a\u202E@b.example", "a@b@c.example", "a@b.example(x)", "a b@c.example", "@b.example", "a@", "a@b", "=?utf-8?q?a=0d=0aBcc=3ax?= <a@b.example>", "mailto:a@b.example?bcc=x@boese.example,",
    ];

    private static readonly string[] Starts = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00A0=1+1", "\u200B=1+1", "\uFEFF=1+1", "＝1+1", "＋1", "－1", "＠SUM", "|calc", "=cmd|'/c calc'!A1", "x\r\n=1+1;\"y", "\"=1+1"];

    [Fact]
    public async Task No_field_adds_a_header_or_a_recipient_to_a_mail()
    {
        const string Name = "Nora\r\nBcc: opfer@boese.example\r\n\r\n<lwx>";
        foreach (var (index, address) in BadAddresses.Index())
        {
            var visitor = city.Visitor();
            await (await visitor.Open("/konto/registrieren")).Submit("Konto anlegen", new { Email = address, Kennwort = Citizens.Password, Vorname = Name, Nachname = Name });
            await (await visitor.Open("/konto/kennwort-vergessen")).Submit("Link schicken", new { Email = address });
            var guest = await (await visitor.Open("/konto/gast?weiter=/konto")).Submit("Ohne Anmeldung weiter");
            await guest.Submit("Link schicken und weiter", new { Email = address });
            var admin = index == 0 ? await city.Staff("admina.allzweck") : null;
            if (admin is not null)
            {
                await EnterStaff(admin, Name);
            }
        }

        await city.Drain();
        Assert.DoesNotContain(Headers(), mail => mail.To.Contains("boese", StringComparison.Ordinal) || mail.To.Contains("b.example", StringComparison.Ordinal));
        await Register(Name);
        var page = await (await city.Visitor().Open("/konto/gast?weiter=/konto")).Submit("Ohne Anmeldung weiter");
        await page.Submit("Link schicken und weiter", new { Email = "gast@beispiel.example" });
        await city.Write(w =>
        {
            w.Enqueue(new Mail("amt@beispiel.example", "Antrag\r\nBcc: opfer@boese.example\n\n<lwx>\u2028X: 1", "Text\r\n.\r\nBcc: opfer@boese.example\r\n", "de\r\nX-Fremd: 1"));
            return Task.CompletedTask;
        });
        await city.Drain();
        var mails = Headers();
        Assert.Contains(mails, mail => mail.To.Contains("neu@beispiel.example", StringComparison.Ordinal));
        Assert.Contains(mails, mail => mail.To.Contains("gast@beispiel.example", StringComparison.Ordinal));
        Assert.Contains(mails, mail => mail.Lines.Any(line => line.StartsWith("Subject: Antrag", StringComparison.Ordinal)));
        Assert.All(mails, mail =>
        {
            Assert.Equal(mail.Names.Count, mail.Names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.Empty(mail.Names.Except(["From", "To", "Subject", "Date", "Message-Id", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Auto-Submitted", "Content-Language"], StringComparer.OrdinalIgnoreCase));
            Assert.DoesNotContain(',', mail.To);
        });
    }

    [Fact]
    public async Task A_mail_whose_recipient_is_none_goes_to_nobody()
    {
        var before = Headers().Count;
        await city.Write(w =>
        {
            foreach (var address in BadAddresses)
            {
                w.Enqueue(new Mail(address, "x", "x"));
            }

            return Task.CompletedTask;
        });
        await city.Drain();
        Assert.Equal(before, Headers().Count);
        await city.Write(w => w.Db.Set<Job>().Where(job => job.Status != JobStatus.Done).ExecuteDeleteAsync(Cancel));
        city.Log.Errors.Clear();
    }

    [Fact]
    public async Task Every_export_is_found_and_no_cell_of_it_begins_a_formula()
    {
        var (_, row) = await city.Apply(name: "Tabelle");
        await Spoil(row);
        var found = new List<string>();
        var wrong = new List<string>();
        foreach (var (person, address) in new[] { ("wilma.webstuhl", "/amt/arbeitskorb?teil=Team&handler=Csv"), ("karin.kleingeld", "/amt/zahlungen?teil=NichtZugeordnet&handler=Csv"), ("karin.kleingeld", "/amt/zahlungen?teil=Offen&handler=Csv"), ("rita.rotstift", "/amt/leistungen?csv=ja"), ("gustav.gehweg", "/amt/auswertung?handler=Csv") })
        {
            var table = await (await city.Staff(person)).Open(address);
            Assert.Equal((HttpStatusCode.OK, "text/csv"), (table.Status, table.Answer.Content.Headers.ContentType?.MediaType));
            Assert.Equal("attachment", table.Answer.Content.Headers.ContentDisposition?.DispositionType);
            found.Add(address.Split('?')[0]);
            var lines = table.Body.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.True(lines.Length > 1, address);
            Assert.True(lines.Select(line => Cell().Count(line)).Distinct().Count() == 1, $"{address}: a row has other columns than the heading");
            wrong.AddRange(lines.Where(line => line.Any(char.IsControl) || Cell().Replace(line, "").Trim(';').Length > 0).Select(line => $"{address}: {line}"));
            wrong.AddRange(lines.SelectMany(line => Cell().Matches(line)).Select(cell => cell.Groups[1].Value).Where(BeginsFormula).Select(cell => $"{address}: {cell}"));
        }

        Assert.Empty(wrong);
        // Every page with such a handler is one of these; and nobody else writes tables.
        Assert.Empty((await Routentafel.Read(city)).Where(route => route.Handler.Contains("csv", StringComparison.OrdinalIgnoreCase)).Select(route => route.Pattern).Except(found));
        var writers = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && File.ReadAllText(file).Contains("text/csv", StringComparison.Ordinal)).Select(file => Path.GetFileName(file));
        Assert.Equal("CsvFile.cs", Assert.Single(writers));
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("  @SUM", "\"'  @SUM\"")]
    [InlineData("\t=x", "\"' =x\"")]
    [InlineData("\u200B=x", "\"'\u200B=x\"")]
    [InlineData("\r\n", "\"'  \"")]
    [InlineData("a\r\n=b", "\"a  =b\"")]
    [InlineData("Weber; \"Leine\"", "\"Weber; \"\"Leine\"\"\"")]
    [InlineData("", "\"\"")]
    [InlineData("12,50", "\"12,50\"")]
    public void A_cell_is_quoted_one_line_and_no_formula(string value, string cell) => Assert.Equal(cell, CsvFile.Cell(value));

    [Fact]
    public void What_a_visitor_sends_is_no_line_of_its_own_in_the_log()
    {
        using var text = new StringWriter();
        var log = new PlainLog(TimeProvider.System);
        var entry = new LogEntry<string>(LogLevel.Warning, "Leineweber.Test", default, "gesucht: x\r\nfail: 2026-11-24T09:00:00.000Z - Leineweber\n\u001B[2J\u202Egefaelscht\u2028fail: x\u0085crit: y", null, (state, _) => state);
        log.Write(in entry, null, text);
        var lines = text.ToString().TrimEnd().Split('\n');
        Assert.StartsWith("warn: ", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.StartsWith("      ", line, StringComparison.Ordinal));
        Assert.DoesNotContain(text.ToString().Replace("\n", "", StringComparison.Ordinal), c => char.IsControl(c) || c is '\u202E' or '\u2028');
    }

    [Theory]
    [InlineData("/api/v1/suche?q=")]
    [InlineData("/suche/vorschlaege?q=")]
    [InlineData("/antrag/strassen?q=")]
    public async Task What_is_asked_of_an_interface_stays_data_in_its_answer(string address)
    {
        foreach (var hostile in new[] { "<lwx>", "\"}],\"x\":[{\"", "\u2028alert(1)", "</script><lwx>", "hund\r\nX: 1", "\\\"" })
        {
            var answer = await city.Visitor().Open(address + Uri.EscapeDataString(hostile));
            Assert.Equal("application/json", answer.Answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal("nosniff", answer.Answer.Headers.GetValues("X-Content-Type-Options").Single());
            using var json = System.Text.Json.JsonDocument.Parse(answer.Bytes);
            Assert.DoesNotContain("<lwx", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain('\u2028', answer.Body);
        }
    }

    private static bool BeginsFormula(string cell) => cell.FirstOrDefault(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format) is '=' or '+' or '-' or '@' or '|' or '＝' or '＋' or '－' or '＠';

    /// <summary>Writes what nobody may type past every check into all that stands in a table.</summary>
    private Task Spoil(Bearbeitung row) => city.Write(async w =>
    {
        await w.Db.Set<Bearbeitung>().Where(one => one.VorgangId == row.VorgangId).ExecuteUpdateAsync(one => one.SetProperty(o => o.Person, Starts[0]).SetProperty(o => o.Leistung, "\t=1+1").SetProperty(o => o.FristGrund, "\r\n=1+1\"; =2"), Cancel);
        foreach (var (index, start) in Starts.Index())
        {
            w.Db.Add(new Zahlungseingang { Fingerprint = new string('f', 60) + $"{index:0000}", BookedOn = new DateOnly(2026, 11, 20), Cents = 100, Zweck = start, Zahler = start, Iban = start, Herkunft = "hand", ImportedAt = w.Now, ImportedBy = "test" });
            w.Db.Add(new Forderung { KontoId = row.KontoId, Kassenzeichen = $"=1+{index}", Zweck = start, Cents = 100, Bezug = $"test:{index}", ReturnPath = "/", CreatedAt = w.Now });
        }
    });

    private async Task Register(string name)
    {
        var visitor = city.Visitor();
        await (await visitor.Open("/konto/registrieren")).Submit("Konto anlegen", new { Email = "neu@beispiel.example", Kennwort = Citizens.Password, Vorname = name, Nachname = name });
        await (await visitor.Open("/konto/registrieren")).Submit("Konto anlegen", new { Email = "erika.erfunden@buerger.demo.example", Kennwort = Citizens.Password, Vorname = name, Nachname = name });
        await (await visitor.Open("/konto/kennwort-vergessen")).Submit("Link schicken", new { Email = "erika.erfunden@buerger.demo.example" });
    }

    private static async Task EnterStaff(Visitor admin, string name)
    {
        var form = await admin.Open("/amt/verwaltung/personal/neu");
        var unit = form.Document.QuerySelectorAll("select[name=Einheit] option").Select(option => option.GetAttribute("value")).First(value => !string.IsNullOrEmpty(value))!;
        foreach (var address in BadAddresses)
        {
            var page = await form.Submit("Person anlegen", new { Vorname = "Nora", Nachname = "Neu", Anmeldename = "nora.neu", Email = address, Einheit = unit });
            Assert.True(page.Status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict, $"{address}: {(int)page.Status} {page.Address} {page.Words}");
        }

        await form.Submit("Person anlegen", new { Vorname = name, Nachname = name, Anmeldename = "nora.neu", Email = "nora@amt.example", Einheit = unit });
    }

    /// <summary>The headers of all mails so far, unfolded, as a mail server would read them.</summary>
    private List<(string To, List<string> Names, string[] Lines)> Headers()
    {
        var folder = Path.Combine(city.DataFolder, "mandanten", city.Bielefeld.Key, "mail");
        return [.. (Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml") : []).Select(file =>
        {
            var head = Folded().Replace(File.ReadAllText(file, Encoding.Latin1).ReplaceLineEndings("\n").Split("\n\n")[0], " ");
            var lines = head.Split('\n');
            return (lines.Single(line => line.StartsWith("To: ", StringComparison.Ordinal)), lines.Select(line => line.Split(':')[0]).ToList(), lines);
        })];
    }

    [GeneratedRegex("\"((?:[^\"]|\"\")*)\"")]
    private static partial Regex Cell();

    [GeneratedRegex("\n[ \t]+")]
    private static partial Regex Folded();
}
