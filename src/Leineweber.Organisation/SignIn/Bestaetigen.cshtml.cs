using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security.Passkeys;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Leineweber.Organisation.SignIn;

/// <summary>Asks staff again who is there.</summary>
[Amt(AlsoWithoutFactor = true)]
[ResponseCache(NoStore = true)]
public sealed class BestaetigenModel(Amtsanmeldung side, Bestaetigung confirmation, Passkeys passkeys, LeineweberDb db) : ConfirmPage(side, confirmation, passkeys, db);
