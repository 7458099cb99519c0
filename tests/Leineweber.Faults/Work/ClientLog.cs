using System.Collections.Concurrent;
using System.Net;

namespace Leineweber.Faults.Work;

/// <summary>What a person did.</summary>
internal enum Step
{
    Begin,
    Upload,
    Submit,
    Pay,
    Request,
    Answer,
    Present,
    Sign,
}

/// <summary>What the person was told.</summary>
internal enum Verdict
{
    /// <summary>It is done.</summary>
    Acknowledged,

    /// <summary>No, and nothing was done.</summary>
    Refused,

    /// <summary>An error page: nobody promised anything. While the server lives, nothing may be there; after a crash all or nothing.</summary>
    Failed,

    /// <summary>No answer came.</summary>
    Silent,
}

/// <summary>One line of the log.</summary>
/// <param name="Antrag">The application it is about.</param>
/// <param name="Step">What was asked for.</param>
/// <param name="Verdict">What was answered.</param>
/// <param name="Word">What must be found again: hash of an upload, text of an answer.</param>
/// <param name="Round">In which round.</param>
internal sealed record Told(Guid Antrag, Step Step, Verdict Verdict, string Word, string Round);

/// <summary>The log of the people outside the server: it alone says what was promised.</summary>
internal sealed class ClientLog
{
    private readonly ConcurrentQueue<Told> lines = new();

    public string Round { get; set; } = "";

    /// <summary>What surprised a person last; for whoever reads a failed test.</summary>
    public string LastSurprise { get; set; } = "";

    public IReadOnlyCollection<Told> Lines => lines;

    /// <summary>Citizens by their application, to look again at what they see.</summary>
    public ConcurrentDictionary<Guid, Citizen> Citizens { get; } = new();

    public void Add(Guid antrag, Step step, Verdict verdict, string word = "") => lines.Enqueue(new Told(antrag, step, verdict, word, Round));

    public bool Was(Guid antrag, Step step, Verdict verdict) => lines.Any(line => line.Antrag == antrag && line.Step == step && line.Verdict == verdict);
}

/// <summary>Notes how the last form a person sent was answered, before any redirect is followed.</summary>
internal sealed class Recorder(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private HttpStatusCode? last;

    /// <summary>What the last form sent was answered with; asked for once.</summary>
    public Verdict Take()
    {
        var status = last;
        last = null;
        return status switch
        {
            null => Verdict.Silent,
            >= HttpStatusCode.InternalServerError => Verdict.Failed,
            >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest => Verdict.Acknowledged,
            _ => Verdict.Refused,
        };
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Get)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        last = null;
        var answer = await base.SendAsync(request, cancellationToken);
        // Who is asked to sign in first was promised nothing.
        last = answer.Headers.Location?.ToString().Contains("/konto/anmelden", StringComparison.Ordinal) == true ? HttpStatusCode.Unauthorized : answer.StatusCode;
        return answer;
    }
}
