using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Leineweber.Organisation.SignIn;

/// <summary>Second step of the staff sign-in.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class CodeModel(Amtsanmeldung side, Anmeldung check) : CodePage(side, check);
