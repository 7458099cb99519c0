using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Organisation;

/// <summary>Start of the staff side: who one is here and where the work lies.</summary>
[Amt]
public sealed class AmtModel(Amtsperson person) : PageModel
{
    /// <summary>The person.</summary>
    public Amtsperson Person => person;
}
