using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security.Passkeys;
using Leineweber.Konten.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Leineweber.Konten.Sicherheit;

/// <summary>The own passkeys.</summary>
[Konto(1)]
[ResponseCache(NoStore = true)]
public sealed class PasskeysModel(Kontoanmeldung side, Passkeys passkeys, LeineweberDb db) : PasskeysPage(side, passkeys, db);
