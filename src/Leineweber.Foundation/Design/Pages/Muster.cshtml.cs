using System.ComponentModel.DataAnnotations;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design.Pages;

/// <summary>Every component in every state, to look at and to test; only in a demonstration.</summary>
[Public]
public sealed class MusterModel(Tenant tenant) : PageModel
{
    /// <summary>A needed text.</summary>
    [BindProperty, Required(ErrorMessage = "Bitte füllen Sie dieses Feld aus.")]
    public string? Vorname { get; set; }

    /// <summary>A day.</summary>
    [BindProperty, Required(ErrorMessage = "Bitte füllen Sie dieses Feld aus.")]
    public DateOnly? Geburtstag { get; set; }

    /// <summary>An amount in cents.</summary>
    [BindProperty, Cents]
    public long? Betrag { get; set; }

    /// <summary>One choice.</summary>
    [BindProperty, Required(ErrorMessage = "Bitte füllen Sie dieses Feld aus.")]
    public string? Weg { get; set; }

    /// <summary>Several choices.</summary>
    [BindProperty]
    public List<string> Anlagen { get; set; } = ["ausweis"];

    /// <summary>A consent.</summary>
    [BindProperty]
    public bool Einwilligung { get; set; }

    /// <summary>Shown page of the sample list.</summary>
    [BindProperty(SupportsGet = true)]
    public int Seite { get; set; } = 3;

    /// <summary>Staff's or citizens' look.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Ansicht { get; set; }

    /// <summary>Shows the page.</summary>
    public IActionResult OnGet() => tenant.IsDemo ? Page() : NotFound();

    /// <summary>Shows the errors, or that it worked.</summary>
    public IActionResult OnPost()
    {
        if (!tenant.IsDemo)
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        this.Say(T("Gespeichert."));
        return RedirectToPage(new { Ansicht });
    }
}
