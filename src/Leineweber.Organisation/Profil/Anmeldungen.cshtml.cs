using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Organisation.SignIn;

namespace Leineweber.Organisation.Profil;

/// <summary>Where one is signed in.</summary>
[Amt]
public sealed class AnmeldungenModel(Amtsanmeldung side, Sitzungen sessions, Bestaetigung confirmation, LeineweberDb db) : SessionsPage(side, sessions, confirmation, db);
