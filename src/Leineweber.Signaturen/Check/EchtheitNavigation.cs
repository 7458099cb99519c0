using Leineweber.Foundation.Design;
using Microsoft.AspNetCore.Http;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Signaturen.Check;

internal sealed class EchtheitNavigation : INavigation
{
    public ValueTask Fill(PageFrame frame, HttpContext context)
    {
        frame.Footer.Add(new NavigationEntry(T("Ist dieses Dokument echt?"), "/echtheit", Order: 300));
        return ValueTask.CompletedTask;
    }
}
