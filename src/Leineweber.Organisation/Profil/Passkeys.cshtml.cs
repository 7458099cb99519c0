using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security.Passkeys;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Organisation.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Leineweber.Organisation.Profil;

/// <summary>The own passkeys.</summary>
[Amt(AlsoWithoutFactor = true)]
[Confirmed<Amtsanmeldung>]
[ResponseCache(NoStore = true)]
public sealed class PasskeysModel(Amtsanmeldung side, Passkeys passkeys, LeineweberDb db) : PasskeysPage(side, passkeys, db);
