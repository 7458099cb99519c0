using System.Buffers.Binary;
using Leineweber.Foundation;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Organisation;
using Leineweber.Tests.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.Sicherheit;

/// <summary>Passwords that stand in public leaks are refused, large or small; sentences people make up are not.</summary>
public sealed class PasswordTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task A_password_hashed_with_fewer_rounds_is_hashed_anew_at_the_next_sign_in()
    {
        var id = await city.IdOf("wilma.webstuhl");
        var weak = Kennwort.HasherOf(1).HashPassword(new object(), Demo.Kennwort);
        await city.Write(w => Zugaenge.SetPassword(w, SitzungKind.Bedienstete, id, weak, TestContext.Current.CancellationToken));
        await Staff.SignIn(city.Visitor(), "wilma.webstuhl", "falsch falsch falsch");
        Assert.True(await city.Read(db => db.Set<Zugang>().AnyAsync(z => z.SubjectId == id && EF.Property<string>(z, "KennwortHash") == weak)));
        Assert.Equal("/amt", (await Staff.SignIn(city.Visitor(), "wilma.webstuhl", Demo.Kennwort)).Address.AbsolutePath);
        Assert.False(await city.Read(db => db.Set<Zugang>().AnyAsync(z => z.SubjectId == id && EF.Property<string>(z, "KennwortHash") == weak)));
        Assert.Equal("/amt", (await Staff.SignIn(city.Visitor(), "wilma.webstuhl", Demo.Kennwort)).Address.AbsolutePath);
    }

    [Fact]
    public void A_password_costs_as_many_rounds_as_promised()
    {
        // ASP.NET Core Identity's third format: a marker, the hash function (2: HMAC-SHA-512), the rounds, the length of the salt.
        var hash = Convert.FromBase64String(Kennwort.HasherOf(Kennwort.Rounds).HashPassword(new object(), Demo.Kennwort));
        Assert.Equal((1, 2u, 210_000u, 16u), (hash[0], BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)), BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)), BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(9))));
    }

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
