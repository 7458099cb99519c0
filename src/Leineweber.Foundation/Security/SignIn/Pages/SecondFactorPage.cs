using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>Sets up or removes the own second factor. The page stands behind <see cref="ConfirmedAttribute{TSide}"/>.</summary>
public abstract class SecondFactorPage(ISignInSide side, Zugaenge access, ZweiterFaktor factor, Sitzungen sessions, LeineweberDb db) : PageModel
{
    /// <summary>The offer the shown QR code was made from.</summary>
    [BindProperty]
    public string? Offer { get; set; }

    /// <summary>The app's code.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>What to scan; null where a factor is set up.</summary>
    public SecondFactorSetUp? SetUp { get; private set; }

    /// <summary>New recovery codes, right after they were made.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    /// <summary>How many recovery codes are left.</summary>
    public int CodesLeft { get; private set; }

    /// <summary>Path of the page about the own access.</summary>
    public string AccessPath => side.AccessPath;

    /// <summary>True where this city lets nobody in here without a second factor.</summary>
    public virtual bool IsRequired => false;

    /// <summary>Shows how it stands.</summary>
    public Task OnGet(CancellationToken cancel) => Prepare(cancel);

    /// <summary>Sets the factor up. Where it is required the session goes on as one with a second factor: the code was just shown.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await access.SetUpSecondFactor(side.Owner, Offer, Code, cancel);
        if (outcome.Refusal is { } refusal)
        {
            await Prepare(cancel);
            return this.Refuse(refusal, nameof(Code));
        }

        if (IsRequired)
        {
            await sessions.Begin(HttpContext, side.Kind, side.Owner.Id, side.LevelOf(SignInWay.SecondFactor), cancel);
        }

        Codes = outcome.Value;
        await Prepare(cancel);
        return Page();
    }

    /// <summary>Makes new recovery codes.</summary>
    public async Task<IActionResult> OnPostCodes(CancellationToken cancel)
    {
        Codes = await access.NewRecoveryCodes(side.Owner, cancel);
        await Prepare(cancel);
        return Page();
    }

    /// <summary>Removes the factor.</summary>
    public async Task<IActionResult> OnPostEntfernen(CancellationToken cancel)
    {
        await access.RemoveSecondFactor(side.Owner, cancel);
        await sessions.Begin(HttpContext, side.Kind, side.Owner.Id, side.LevelOf(SignInWay.Password), cancel);
        this.Say(T("Der zweite Faktor ist entfernt."));
        return LocalRedirect(side.AccessPath);
    }

    private async Task Prepare(CancellationToken cancel)
    {
        if (await Zugaenge.Of(db, side.Kind, side.Owner.Id, cancel) is not { HasSecondFactor: false } own)
        {
            CodesLeft = await ZweiterFaktor.RecoveryCodesLeft(db, side.Kind, side.Owner.Id, cancel);
            return;
        }

        SetUp = SecondFactorSetUp.From(factor, Offer, HttpContext.Request.Host.Host, own.Anmeldename);
    }
}
