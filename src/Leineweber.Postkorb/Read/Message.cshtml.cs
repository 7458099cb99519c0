using Leineweber.Foundation.Design;
using Leineweber.Foundation.Uploads;
using Leineweber.Konten;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Postkorb.Read;

/// <summary>One message: reading it is recorded as retrieval; answering it takes text and files.</summary>
[Konto]
public sealed class MessageModel(Postkoerbe postkoerbe, Kontoperson person, UploadGate gate) : PageModel
{
    /// <summary>The message.</summary>
    public Nachricht Message { get; private set; } = null!;

    /// <summary>When the message counts as notified; null where nothing hangs on it.</summary>
    public Bekanntgabe? Bekanntgabe { get; private set; }

    /// <summary>When it was answered, or null.</summary>
    public DateTime? AnsweredAt { get; private set; }

    /// <summary>Where the application it belongs to is shown, or null.</summary>
    public string? VorgangAddress => Message.Bezug.StartsWith("vorgang:", StringComparison.Ordinal) ? "/vorgang/" + Message.Bezug["vorgang:".Length..] : null;

    /// <summary>True where an answer is possible and not yet given.</summary>
    public bool MayAnswer => Message.AnswerAllowed && AnsweredAt is null;

    /// <summary>The text in paragraphs.</summary>
    public IEnumerable<string> Paragraphs => Message.Text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The answer's text.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>The answer's files.</summary>
    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];

    /// <summary>Opens the message.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await Load(id, cancel) ? Page() : NotFound();

    /// <summary>Sends the answer.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await Load(id, cancel))
        {
            return NotFound();
        }

        Check();
        if (await gate.Receive(Files, ModelState, nameof(Files), cancel) is not { } files)
        {
            return this.Again();
        }

        var answer = await postkoerbe.Answer(id, person.Ids, person.Actor, Text?.Trim() ?? "", files, cancel);
        if (!answer.IsOk)
        {
            return this.Refuse(answer.Refusal!);
        }

        this.Say(T("Ihre Antwort ist bei uns angekommen. Vielen Dank!"));
        return RedirectToPage();
    }

    private async Task<bool> Load(Guid id, CancellationToken cancel)
    {
        if (await postkoerbe.Open(id, person.Ids, person.Level, person.Actor, cancel) is not { } message)
        {
            return false;
        }

        Message = message;
        Bekanntgabe = await postkoerbe.BekanntgabeOf(id, cancel);
        AnsweredAt = (await postkoerbe.Of(message.Bezug, cancel)).Find(answer => answer.AnswerTo == id)?.CreatedAt;
        return true;
    }

    private void Check()
    {
        if (string.IsNullOrWhiteSpace(Text) && Files.Count == 0)
        {
            ModelState.AddModelError(nameof(Text), T("Bitte schreiben Sie etwas oder fügen Sie eine Datei an."));
        }
        else if (Text?.Length > Postkoerbe.LongestText)
        {
            ModelState.AddModelError(nameof(Text), T("Ihre Nachricht ist zu lang. Bitte kürzen Sie sie auf {0} Zeichen.", Postkoerbe.LongestText));
        }
    }
}
