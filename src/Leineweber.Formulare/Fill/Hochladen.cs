using Leineweber.Formulare.Felder;
using Leineweber.Foundation.Uploads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Fill;

/// <summary>Takes files that came with a page in, and removes those the person no longer wants.</summary>
internal sealed class Hochladen(Entwuerfe drafts, UploadGate gate)
{
    /// <summary>Adds and removes files as posted; what is wrong with one stands in the model state under its question.</summary>
    /// <returns>True where something changed.</returns>
    public async Task<bool> Take(Bearbeitung draft, Seite page, string? item, IEnumerable<DateiFeld> fields, IFormCollection form, ModelStateDictionary errors, CancellationToken cancel)
    {
        var changed = false;
        foreach (var field in fields.ToList())
        {
            foreach (var file in form.Files.GetFiles(field.Id).Where(file => file.FileName.Length > 0).Take(Upload.MostFiles + 1))
            {
                var received = await gate.Receive(file, cancel);
                var refusal = received.Refusal ?? (await drafts.AddFile(draft.Antrag.Id, page, field, item, received.Value, cancel)).Refusal;
                if (refusal is not null)
                {
                    errors.AddModelError(field.Id, refusal.Message);
                }

                changed |= refusal is null;
            }

            if (form["aktion"].ToString().StartsWith($"entfernen:{field.Id}:", StringComparison.Ordinal))
            {
                if (Guid.TryParse(form["aktion"].ToString().Split(':')[^1], out var gone))
                {
                    await drafts.RemoveFile(draft.Antrag.Id, page, field, item, gone, cancel);
                    changed = true;
                }
            }
            else if (form["aktion"] == "hochladen:" + field.Id && form.Files.GetFiles(field.Id).Count == 0)
            {
                errors.AddModelError(field.Id, T("Bitte wählen Sie zuerst eine Datei aus."));
            }
        }

        return changed;
    }
}

/// <summary>Turns a body that is too large away before a byte of it is read, and brings the person back to the page with a message.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LargestUploadAttribute : Attribute, IAuthorizationFilter, IOrderedFilter
{
    private const long Largest = 62_000_000;

    public static string Message => T("Das waren zu viele oder zu große Dateien auf einmal. Jede Datei darf höchstens 10 MB haben. Bitte laden Sie sie einzeln hoch. Ihre gespeicherten Angaben sind noch da.");

    /// <summary>Before the form token is looked for in the body.</summary>
    public int Order => int.MinValue + 10;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        if (HttpMethods.IsPost(request.Method) && request.ContentLength > Largest)
        {
            context.HttpContext.Response.Headers.Connection = "close";
            context.Result = new LocalRedirectResult(request.Path + (request.QueryString.HasValue ? request.QueryString + "&" : "?") + "zugross=1");
        }
    }
}
