using Leineweber.Foundation;
using Leineweber.Foundation.Security.SignIn;

namespace Leineweber.Tests.Sicherheit;

/// <summary>Passwords that stand in public leaks are refused, large or small; sentences people make up are not.</summary>
public sealed class PasswordTests
{
    [Theory]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("Sojdlg123aljg")]
    [InlineData("GFHJKMGFHJKM")]
    [InlineData("mailcreated5240")]
    [InlineData("sonyericsson")]
    public void A_leaked_password_is_refused(string password)
    {
        using var _ = Sprache.Speak("de");
        Assert.Contains("allgemein bekannt", Kennwort.Problem(password), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sieben Schafe auf der Sparrenburg")]
    [InlineData("1qaz2wsx3edc und ein Kamel")]
    [InlineData("Kiepenkerl trinkt Kaffee")]
    public void A_password_of_ones_own_is_accepted(string password) => Assert.Null(Kennwort.Problem(password));
}
