using Leineweber.Foundation.Design;
using Leineweber.Konten;
using Microsoft.AspNetCore.Http;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Postkorb.Read;

/// <summary>Shows the signed-in person how many new messages wait.</summary>
internal sealed class PostkorbNavigation(Kontoperson person, Postkoerbe postkoerbe) : INavigation
{
    public async ValueTask Fill(PageFrame frame, HttpContext context)
    {
        if (person.IsSignedIn && !context.Request.Path.StartsWithSegments("/amt"))
        {
            var unread = await postkoerbe.CountUnread(person.Ids, context.RequestAborted);
            frame.Portal.Add(new NavigationEntry(T("Postkorb"), "/postkorb", "mail", 20, unread == 0 ? null : unread));
        }
    }
}
