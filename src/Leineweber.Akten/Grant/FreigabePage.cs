using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten.Grant;

/// <summary>What the pages that grant access share: the form, what it is checked for, and the list of those who have access.</summary>
public abstract class FreigabePage(Freigaben freigaben, TimeProvider clock) : PageModel
{
    /// <summary>Id of what is opened.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Mail address of the person who gets access.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>Why.</summary>
    [BindProperty]
    public string? Grund { get; set; }

    /// <summary>Last day; null without end.</summary>
    [BindProperty]
    public DateOnly? Bis { get; set; }

    /// <summary>Access in force.</summary>
    public IReadOnlyList<Freigabe> InForce { get; protected set; } = [];

    /// <summary>Who has access.</summary>
    protected Freigaben Granted => freigaben;

    /// <summary>Now, UTC.</summary>
    protected DateTime Now => clock.Now();

    /// <summary>Grants what the form says; otherwise the page shows its errors.</summary>
    /// <param name="actor">Who grants it.</param>
    /// <param name="ziel">What is opened.</param>
    /// <param name="granted">The answer, given the person who has access now.</param>
    /// <param name="cancel">Gives up.</param>
    protected async Task<IActionResult> Grant(Actor actor, Freigabeziel ziel, Func<Bedienstete, IActionResult> granted, CancellationToken cancel)
    {
        if (Bis < clock.Today())
        {
            ModelState.AddModelError(nameof(Bis), T("Bitte geben Sie heute oder einen späteren Tag an."));
        }

        var who = await freigaben.Person(Email, cancel);
        if (who is null)
        {
            ModelState.AddModelError(nameof(Email), T("Diese Adresse kennen wir nicht. Bitte geben Sie die dienstliche E-Mail-Adresse ein."));
        }

        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        var until = Bis is { } last ? Clock.ToUtc(last.AddDays(1).ToDateTime(TimeOnly.MinValue)) : (DateTime?)null;
        return (await freigaben.Grant(actor, ziel, who!, Grund, until, cancel)).Refusal is { } refusal ? this.Refuse(refusal, nameof(Grund)) : granted(who!);
    }

    /// <summary>Takes access back.</summary>
    protected async Task<IActionResult> Withdraw(Actor actor, Freigabeziel ziel, Guid freigabe, string back, CancellationToken cancel)
    {
        if ((await freigaben.Withdraw(actor, ziel, freigabe, cancel)).Refusal is { } refusal)
        {
            return this.Refuse(refusal);
        }

        this.Say(T("Die Freigabe ist zurückgenommen."));
        return Redirect(back);
    }
}
