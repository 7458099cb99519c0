using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Leineweber.Organisation.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Organisation.Profil;

/// <summary>Sets up or removes the own second factor.</summary>
[Amt(AlsoWithoutFactor = true)]
[Confirmed<Amtsanmeldung>]
[ResponseCache(NoStore = true)]
public sealed class ZweiterFaktorModel(Amtsanmeldung side, Zugaenge access, ZweiterFaktor factor, Sitzungen sessions, LeineweberDb db) : SecondFactorPage(side, access, factor, sessions, db)
{
    /// <inheritdoc />
    public override bool IsRequired => Faktorpflicht.Of(HttpContext.RequestServices.GetRequiredService<Tenant>());
}
