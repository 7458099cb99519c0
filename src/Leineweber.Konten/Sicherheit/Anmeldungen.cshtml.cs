using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Konten.SignIn;

namespace Leineweber.Konten.Sicherheit;

/// <summary>Where one is signed in.</summary>
[Konto(1)]
public sealed class AnmeldungenModel(Kontoanmeldung side, Sitzungen sessions, Bestaetigung confirmation, LeineweberDb db) : SessionsPage(side, sessions, confirmation, db);
