using System.Security.Cryptography;
using Leineweber.Faults.Work;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Faults.Check;

/// <summary>Holds the books of a city against each other and against the log of the people outside.</summary>
internal sealed class Checker(Installation installation, ClientLog log)
{
    private readonly HashSet<string> seenBlobs = [];

    /// <summary>Reads a blob by its hash past the program; files where null.</summary>
    public Func<string, byte[]?>? Blob { get; set; }

    private readonly List<string> findings = [];
    private IReadOnlyList<Told> told = [];

    /// <summary>What must be true at every moment, whatever is still on its way.</summary>
    /// <param name="afterCrash">True where the server died since: what nobody was told may then be there, whole.</param>
    /// <returns>What is not as it should be.</returns>
    public async Task<IReadOnlyList<string>> Now(bool afterCrash)
    {
        findings.Clear();
        // First what was promised, then what is there: people go on working meanwhile.
        told = [.. log.Lines];
        var books = await Books.Read(installation);
        Promises(books, afterCrash);
        foreach (var antrag in books.Antraege)
        {
            Whole(books, antrag, drained: false);
        }

        NumbersWithoutGaps(books);
        Blobs(books, everything: false);
        return [.. findings];
    }

    /// <summary>What must be true when all work is done.</summary>
    public async Task<IReadOnlyList<string>> AtTheEnd(bool afterCrash)
    {
        findings.Clear();
        // First what was promised, then what is there: people go on working meanwhile.
        told = [.. log.Lines];
        var books = await Books.Read(installation);
        Promises(books, afterCrash);
        foreach (var antrag in books.Antraege)
        {
            Whole(books, antrag, drained: true);
        }

        NumbersWithoutGaps(books);
        Blobs(books, everything: true);
        var late = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1);
        foreach (var job in books.Auftraege.Where(job => job["status"] == "Parked" || (DateTime.TryParse(job["due_at"], out var due) && due < late)))
        {
            findings.Add($"job {job["handler"]} is {job["status"]} after {job["attempts"]} attempts: {job["last_error"]}");
        }

        return [.. findings];
    }

    /// <summary>What the citizens themselves see of their applications: a seeded choice of them opens confirmation and PDF again.</summary>
    public async Task<IReadOnlyList<string>> Seen()
    {
        findings.Clear();
        var books = await Books.Read(installation);
        foreach (var antrag in books.Antraege.Where(row => row["status"] == "Eingegangen" && row["pdf_sha256"].Length > 0 && log.Citizens.ContainsKey(row.Id)).Take(12))
        {
            var citizen = log.Citizens[antrag.Id];
            if (await citizen.Confirmation() is not { } page || !page.Words.Contains(antrag["nummer"], StringComparison.Ordinal))
            {
                findings.Add($"antrag {antrag["id"]}: its citizen does not see the number {antrag["nummer"]}");
            }

            var pdf = await citizen.Open($"/antrag/{antrag["id"]}/pdf");
            if (Convert.ToHexStringLower(SHA256.HashData(pdf.Bytes)) != antrag["pdf_sha256"])
            {
                findings.Add($"antrag {antrag["id"]}: its citizen gets another PDF: {(int)pdf.Status} {pdf.Heading}");
            }
        }

        return [.. findings];
    }

    /// <summary>What the people outside were told.</summary>
    private void Promises(Books books, bool afterCrash)
    {
        var there = books.Antraege.ToDictionary(row => row.Id);
        foreach (var line in told)
        {
            var row = there.GetValueOrDefault(line.Antrag);
            var submitted = row is not null && row["status"] is not "Entwurf";
            switch (line.Step, line.Verdict)
            {
                case (Step.Begin, Verdict.Acknowledged):
                    Demand(row is not null, line, "lost: begun and not there");
                    break;
                case (Step.Upload, Verdict.Acknowledged):
                    Demand(books.Anlagen[$"{line.Antrag}"].Any(file => file["sha256"] == line.Word), line, "lost: an upload that was accepted");
                    break;
                case (Step.Submit, Verdict.Acknowledged):
                    Demand(submitted, line, "lost: submitted and not there");
                    break;
                case (Step.Submit, Verdict.Refused):
                case (Step.Submit, Verdict.Failed) when !afterCrash:
                    Demand(!submitted || told.Any(other => other.Antrag == line.Antrag && other.Step == Step.Submit && other.Verdict == Verdict.Acknowledged), line, "visible although refused");
                    break;
                case (Step.Answer, Verdict.Acknowledged):
                    Demand(books.Antworten.SelectMany(rows => rows).Count(answer => answer["text"] == line.Word) == 1, line, "an answer is lost or doubled");
                    break;
                case (Step.Request, Verdict.Acknowledged):
                    Demand(books.Nachforderungen.SelectMany(rows => rows).Count(request => request["text"].Contains(line.Word, StringComparison.Ordinal)) == 1, line, "a request is lost or doubled");
                    break;
                case (Step.Sign, Verdict.Acknowledged):
                    Demand(books.Bearbeitungen[$"{line.Antrag}"].Any(matter => books.Protokoll[$"vorgang:{matter["vorgang_id"]}"].Any(entry => entry["action"] == "vorgang.decided")), line, "lost: a decision");
                    break;
            }
        }
    }

    private void Demand(bool isSo, Told line, string what)
    {
        if (!isSo)
        {
            findings.Add($"{what}: {line.Step} of antrag {line.Antrag} in {line.Round} {line.Word}");
        }
    }

    /// <summary>One application with all that hangs on it.</summary>
    private void Whole(Books books, Row antrag, bool drained)
    {
        var (id, subject, status) = (antrag["id"], $"antrag:{antrag["id"]}", antrag["status"]);
        void Exactly(int count, int expected, string what)
        {
            if (count != expected)
            {
                findings.Add($"antrag {id} ({status}): {count} × {what} instead of {expected}");
            }
        }

        var submitted = status is "WartetAufZahlung" or "Eingegangen";
        var entries = books.Protokoll[subject].Select(entry => entry["action"]).ToList();
        Exactly(entries.Count(action => action == "antrag.submitted"), submitted ? 1 : 0, "entry antrag.submitted");
        Exactly(entries.Count(action => action == "antrag.received"), status == "Eingegangen" ? 1 : 0, "entry antrag.received");
        Exactly(antrag["nummer"].Length > 0 ? 1 : 0, submitted ? 1 : 0, "number");
        foreach (var step in books.Schritte[id].GroupBy(row => row["status"]))
        {
            Exactly(step.Count(), 1, $"step {step.Key}");
        }

        Money(books, antrag, subject, submitted, drained, Exactly);
        var matters = books.Bearbeitungen[id].ToList();
        Exactly(matters.Count, status == "Eingegangen" && (drained || matters.Count > 0) ? 1 : 0, "bearbeitung");
        Exactly(books.Vorgaenge[subject].Count(), matters.Count, "vorgang");
        Exactly(entries.Count(action => action == "antrag.taken-in"), matters.Count, "entry antrag.taken-in");
        if (status == "Eingegangen" && drained)
        {
            Exactly(antrag["pdf_sha256"].Length == 64 ? 1 : 0, 1, "PDF");
            Exactly(entries.Count(action => action == "antrag.printed"), 1, "entry antrag.printed");
        }

        if (matters is [var matter])
        {
            Matter(books, antrag, matter["vorgang_id"], drained, Exactly);
        }
    }

    private static void Money(Books books, Row antrag, string subject, bool submitted, bool drained, Action<int, int, string> exactly)
    {
        var claims = books.Forderungen[subject].ToList();
        exactly(claims.Count, submitted && antrag.Number("fee_cents") > 0 ? 1 : 0, "forderung");
        if (claims is not [var claim])
        {
            return;
        }

        var paid = claim["status"] == "Bezahlt";
        var entries = books.Protokoll[$"forderung:{claim["id"]}"].Select(entry => entry["action"]).ToList();
        var lines = books.Buchungen[claim["id"]].ToList();
        exactly(claim.Number("cents") == antrag.Number("fee_cents") ? 1 : 0, 1, "right amount");
        exactly(entries.Count(action => action == "forderung.demanded"), 1, "entry forderung.demanded");
        exactly(entries.Count(action => action == "zahlung.paid"), paid ? 1 : 0, "entry zahlung.paid");
        exactly(lines.Count(line => line["soll"] == "forderungen"), 1, "posting of the claim");
        exactly(lines.Count(line => line["haben"] == "forderungen"), paid ? 1 : 0, "posting of the payment");
        exactly(books.Zahlungen[claim["id"]].Count(attempt => attempt["status"] == "Bezahlt" && attempt["is_overpayment"] == "0"), paid ? 1 : 0, "payment");
        if (antrag["status"] == "Eingegangen")
        {
            exactly(paid ? 1 : 0, 1, "paid claim of an application that arrived");
        }
        else if (paid && drained)
        {
            exactly(0, 1, "arrival of an application that is paid");
        }
    }

    private static void Matter(Books books, Row antrag, string vorgang, bool drained, Action<int, int, string> exactly)
    {
        var documents = books.Dokumente[vorgang].ToList();
        exactly(documents.Count(row => row["schluessel"] == "antrag-pdf"), 1, "document antrag-pdf");
        exactly(documents.Count(row => row["schluessel"] == "antrag-daten"), 1, "document antrag-daten");
        exactly(documents.Count(row => row["schluessel"].StartsWith("anlage-", StringComparison.Ordinal)), books.Anlagen[antrag["id"]].Count(), "document of an upload");
        foreach (var document in documents)
        {
            exactly(books.Versionen[document["id"]].Any() ? 1 : 0, 1, $"version of document {document["schluessel"]}");
        }

        var messages = books.Nachrichten[$"vorgang:{vorgang}"].ToList();
        exactly(messages.Count(row => row["art"] == "Eingangsbestaetigung"), 1, "receipt in the Postkorb");
        foreach (var message in messages.Where(row => row["answer_to"].Length == 0))
        {
            exactly(books.Zustellungen[message["id"]].Count(), 1, $"zustellung of {message["art"]}");
        }

        foreach (var request in books.Nachforderungen[vorgang])
        {
            var answers = books.Antworten[request["nachricht_id"]].ToList();
            exactly(messages.Count(row => row["id"] == request["nachricht_id"]), 1, "message of a request");
            if (drained)
            {
                exactly(request["answered_at"].Length > 0 ? 1 : 0, answers.Count > 0 ? 1 : 0, "request marked as answered");
                exactly(documents.Count(row => row["schluessel"].Contains("antwort", StringComparison.OrdinalIgnoreCase)) >= answers.Sum(row => books.Nachrichtanlagen[row["id"]].Count()) ? 1 : 0, 1, "attachments of the answers filed");
            }
        }

        foreach (var letter in books.Bescheide[vorgang])
        {
            var decided = letter["stand"] is not ("Entwurf" or "ZurZeichnung");
            var delivered = letter["stand"] == "Bereitgestellt";
            exactly(books.Protokoll[$"vorgang:{vorgang}"].Count(entry => entry["action"] == "vorgang.decided"), decided ? 1 : 0, "entry vorgang.decided");
            exactly(messages.Count(row => row["art"] == "Bescheid"), delivered ? 1 : 0, "letter in the Postkorb");
            exactly(documents.Count(row => row["herkunft"] == "Bescheid"), delivered ? 1 : 0, "letter in the file");
            if (drained && decided)
            {
                exactly(delivered ? 1 : 0, 1, "delivered decision");
            }
        }
    }

    /// <summary>Numbers of applications are given without gaps: one that was taken back was never seen.</summary>
    private void NumbersWithoutGaps(Books books)
    {
        foreach (var series in books.Antraege.Select(row => row["nummer"]).Where(number => number.Length > 0).Select(number => number.Split('-')).GroupBy(parts => $"{parts[0]}-{parts[1]}"))
        {
            var numbers = series.Select(parts => int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture)).Order().ToList();
            if (!numbers.SequenceEqual(Enumerable.Range(1, numbers.Count)))
            {
                findings.Add($"numbers {series.Key} have gaps or doubles: {string.Join(' ', numbers)}");
            }
        }
    }

    private byte[]? FileBlob(string sha)
    {
        var path = Path.Combine(installation.TenantsFolder, "bielefeld", "ablage", sha[..2], sha[2..4], sha);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    private void Blobs(Books books, bool everything)
    {
        foreach (var (sha, from) in books.Blobs.DistinctBy(pair => pair.Sha256).Where(pair => everything || !seenBlobs.Contains(pair.Sha256)))
        {
            var bytes = Blob is null ? FileBlob(sha) : Blob(sha);
            if (bytes is null || Convert.ToHexStringLower(SHA256.HashData(bytes)) != sha)
            {
                findings.Add($"blob {sha} of {from} is {(bytes is null ? "missing" : "damaged")}");
            }

            seenBlobs.Add(sha);
        }
    }
}
