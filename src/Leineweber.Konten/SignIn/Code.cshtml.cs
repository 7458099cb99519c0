using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Leineweber.Konten.SignIn;

/// <summary>Second step of the citizens' sign-in.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class CodeModel(Kontoanmeldung side, Anmeldung check) : CodePage(side, check);
