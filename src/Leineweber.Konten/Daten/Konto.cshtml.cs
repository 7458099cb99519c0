using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Konten.Daten;

/// <summary>Overview of the own account.</summary>
[Konto]
public sealed class KontoModel(Kontoperson person, LeineweberDb db) : PageModel
{
    /// <summary>The person.</summary>
    public Kontoperson Person => person;

    /// <summary>The person's access; null for guests and accounts of a provider.</summary>
    public Zugang? Access { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task OnGet(CancellationToken cancel) => Access = await Zugaenge.Of(db, SitzungKind.Konto, person.Konto, cancel);
}
