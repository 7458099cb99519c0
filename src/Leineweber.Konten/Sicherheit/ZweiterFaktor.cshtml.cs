using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Konten.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Leineweber.Konten.Sicherheit;

/// <summary>Sets up or removes the own second factor.</summary>
[Konto(1, PeopleOnly = true)]
[Confirmed<Kontoanmeldung>]
[ResponseCache(NoStore = true)]
public sealed class ZweiterFaktorModel(Kontoanmeldung side, Zugaenge access, ZweiterFaktor factor, Sitzungen sessions, LeineweberDb db) : SecondFactorPage(side, access, factor, sessions, db);
