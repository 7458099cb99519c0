using Leineweber.Foundation.Uploads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Postkorb;

/// <summary>Files a person adds to a message.</summary>
public static class Beilagen
{
    /// <summary>How many files, in words of the Protokoll: "1 Anlage", "3 Anlagen".</summary>
    public static string Counted(int files) => files == 1 ? "1 Anlage" : $"{files} Anlagen";

    /// <summary>Stores the files of a form.</summary>
    /// <param name="gate">What every file must pass.</param>
    /// <param name="files">The files.</param>
    /// <param name="state">Takes what is wrong with them.</param>
    /// <param name="field">Name of the field.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The stored files, or null where something is wrong, with them or with the form before.</returns>
    public static async Task<IReadOnlyList<NeueAnlage>?> Receive(this UploadGate gate, IReadOnlyList<IFormFile> files, ModelStateDictionary state, string field, CancellationToken cancel)
    {
        if (files.Count > Upload.MostFiles)
        {
            state.AddModelError(field, T("Das sind zu viele Dateien. Bitte fügen Sie höchstens {0} an.", Upload.MostFiles));
        }

        if (!state.IsValid)
        {
            return null;
        }

        var stored = new List<NeueAnlage>();
        foreach (var file in files)
        {
            var upload = await gate.Receive(file, cancel);
            if (upload.Refusal is { } refusal)
            {
                state.AddModelError(field, refusal.Message);
                return null;
            }

            stored.Add(new NeueAnlage(upload.Value.Name, upload.Value.ContentType, upload.Value.Blob.Sha256, upload.Value.Blob.Size));
        }

        return stored;
    }
}
