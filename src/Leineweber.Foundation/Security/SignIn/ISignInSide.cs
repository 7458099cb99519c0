using Leineweber.Foundation.Data;
using Microsoft.AspNetCore.Http;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>How someone proved who they are.</summary>
public enum SignInWay
{
    /// <summary>Name and password.</summary>
    Password,

    /// <summary>Name, password and the code of the second factor.</summary>
    SecondFactor,

    /// <summary>A passkey.</summary>
    Passkey,
}

/// <summary>One of the two sides people sign in to, staff and citizens: what differs between them. The pages' mechanism is one (<see cref="SignInPage"/> and its like).</summary>
public interface ISignInSide
{
    /// <summary>Citizen or staff.</summary>
    SitzungKind Kind { get; }

    /// <summary>Path of the sign-in page.</summary>
    string SignInPath { get; }

    /// <summary>Path below which browsers get what passkeys need: <c>/anmelden</c> and <c>/anlegen</c>.</summary>
    string PasskeyPath { get; }

    /// <summary>Path of the page about the own access; second factor and passkeys stand below it.</summary>
    string AccessPath { get; }

    /// <summary>Path of the page that asks again who is there (<see cref="Bestaetigung"/>).</summary>
    string ConfirmPath { get; }

    /// <summary>True where the person who is signed in has something to prove themselves with; guests have nothing but their link.</summary>
    bool CanConfirm { get; }

    /// <summary>Who is signed in.</summary>
    ZugangOwner Owner { get; }

    /// <summary>Trust level a sign-in has here.</summary>
    int LevelOf(SignInWay way);

    /// <summary>Begins the session of someone whose identity was checked.</summary>
    Task Begin(HttpContext http, Guid id, SignInWay way, CancellationToken cancel);

    /// <summary>True where the person who is signed in could still sign in without any passkey.</summary>
    Task<bool> CanDoWithoutPasskeys(LeineweberDb db, CancellationToken cancel);

    /// <summary>Where to go after signing in.</summary>
    /// <param name="weiter">Where the person wanted to go; only a local path is followed.</param>
    /// <param name="cancel">Gives up.</param>
    Task<string> Onward(string? weiter, CancellationToken cancel);
}

/// <summary>Ways to sign in, in words.</summary>
public static class SignInWays
{
    /// <summary>For the Protokoll: "mit …".</summary>
    public static string InWords(this SignInWay way) => way switch
    {
        SignInWay.Password => "mit Kennwort",
        SignInWay.SecondFactor => "mit Kennwort und zweitem Faktor",
        _ => "mit Passkey",
    };
}
