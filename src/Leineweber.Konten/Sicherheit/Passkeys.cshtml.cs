using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security.Passkeys;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Konten.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Leineweber.Konten.Sicherheit;

/// <summary>The own passkeys.</summary>
[Konto(1, PeopleOnly = true)]
[Confirmed<Kontoanmeldung>]
[ResponseCache(NoStore = true)]
public sealed class PasskeysModel(Kontoanmeldung side, Passkeys passkeys, LeineweberDb db) : PasskeysPage(side, passkeys, db);
