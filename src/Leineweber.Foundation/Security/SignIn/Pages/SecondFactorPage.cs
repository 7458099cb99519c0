using Leineweber.Foundation.Data;
using Leineweber.Foundation.Design;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>Sets up or removes the own second factor.</summary>
public abstract class SecondFactorPage(ISignInSide side, Zugaenge access, ZweiterFaktor factor, Sitzungen sessions, LeineweberDb db) : PageModel
{
    /// <summary>The offer the shown QR code was made from.</summary>
    [BindProperty]
    public string? Offer { get; set; }

    /// <summary>The app's code.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The password, to remove the factor.</summary>
    [BindProperty]
    public string? Kennwort { get; set; }

    /// <summary>What to scan; null where a factor is set up.</summary>
    public SecondFactorSetUp? SetUp { get; private set; }

    /// <summary>New recovery codes, right after they were made.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    /// <summary>How many recovery codes are left.</summary>
    public int CodesLeft { get; private set; }

    /// <summary>Shows how it stands.</summary>
    public Task OnGet(CancellationToken cancel) => Prepare(cancel);

    /// <summary>Sets the factor up.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await access.SetUpSecondFactor(side.Owner, Offer, Code, cancel);
        Codes = outcome.IsOk ? outcome.Value : null;
        await Prepare(cancel);
        return outcome.Refusal is { } refusal ? this.Refuse(refusal, nameof(Code)) : Page();
    }

    /// <summary>Makes new recovery codes.</summary>
    public async Task<IActionResult> OnPostCodes(CancellationToken cancel) => await WithPassword(async () =>
    {
        Codes = await access.NewRecoveryCodes(side.Owner, cancel);
        await Prepare(cancel);
        return Page();
    }, cancel);

    /// <summary>Removes the factor.</summary>
    public async Task<IActionResult> OnPostEntfernen(CancellationToken cancel) => await WithPassword(async () =>
    {
        await access.RemoveSecondFactor(side.Owner, cancel);
        await sessions.Begin(HttpContext, side.Kind, side.Owner.Id, side.LevelOf(SignInWay.Password), cancel);
        this.Say(T("Der zweite Faktor ist entfernt."));
        return LocalRedirect(side.AccessPath);
    }, cancel);

    private async Task<IActionResult> WithPassword(Func<Task<IActionResult>> work, CancellationToken cancel)
    {
        if (await access.Confirm(HttpContext, side.Owner, Kennwort, cancel) is { } refusal)
        {
            await Prepare(cancel);
            return this.Refuse(refusal, nameof(Kennwort));
        }

        return await work();
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
