using System.Runtime.CompilerServices;
using Leineweber.Foundation.Security.SignIn;

namespace Leineweber.Tests;

/// <summary>Thousands of sign-ins at their real cost were a fifth of all work of these tests; <c>PasswordTests</c> holds that cost.</summary>
internal static class CheapPasswords
{
    [ModuleInitializer]
    internal static void Cheapen() => Kennwort.CheapenForTests(rounds: 2);
}
