using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Konten;
using Leineweber.Organisation;
using Leineweber.Postkorb;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Formulare.Wait;

/// <summary>Messages about an application into its owner's Postkorb, in the owner's language; the mail about them goes out by itself.</summary>
internal sealed class Antragspost(Postkoerbe postkoerbe, Organisationsplan plan)
{
    /// <summary>Delivers a message; joins the caller's change. Deleted accounts get none.</summary>
    /// <param name="write">The change.</param>
    /// <param name="antrag">The application.</param>
    /// <param name="form">Its form.</param>
    /// <param name="words">Subject and text, spoken in the owner's language.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task Send(Write write, Antrag antrag, Formularmodell form, Func<(string Subject, string Text)> words, CancellationToken cancel)
    {
        if (await write.Db.Set<Nutzerkonto>().AsNoTracking().AnyAsync(row => row.Id == antrag.KontoId && row.DeletedAt != null, cancel))
        {
            return;
        }

        using var language = Sprache.Speak(antrag.Language);
        var unit = await plan.Find(form.Stelle, cancel);
        var (subject, text) = words();
        await postkoerbe.Deliver(write, new Zusendung(antrag.KontoId, NachrichtArt.Mitteilung, subject, text, unit?.DisplayName ?? write.Tenant.Name, antrag.Subject), cancel);
    }
}
