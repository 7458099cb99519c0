using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace Leineweber.Tests.Konten;

/// <summary>A provider of identities that can lie in every way; stands in for the network of the program under test.</summary>
internal sealed class FakeProvider(TimeProvider clock) : HttpMessageHandler
{
    public const string Issuer = "https://ausweis.example";
    public const string ClientId = "stadt";

    private readonly ECDsa elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The key the provider signs with; may be changed (roll-over).</summary>
    public (string Kid, RSA Key) Signing { get; set; } = ("k1", RSA.Create(2048));

    /// <summary>The nonce of the sign-in under way.</summary>
    public string Nonce { get; set; } = "";

    /// <summary>Changes claims before they are signed.</summary>
    public Action<JsonObject> Claims { get; set; } = _ => { };

    /// <summary>Makes the token from header and claims.</summary>
    public Func<FakeProvider, JsonObject, string> Sign { get; set; } = (provider, claims) => provider.SignRs256(claims);

    /// <summary>Answers instead of the token endpoint, where set.</summary>
    public Func<HttpResponseMessage>? TokenAnswer { get; set; }

    /// <summary>The last request to the token endpoint.</summary>
    public (string? Authorization, System.Collections.Specialized.NameValueCollection Form)? Redeemed { get; private set; }

    public int KeyRequests { get; private set; }

    public string SignRs256(JsonObject claims) => Join(Header("RS256", Signing.Kid), claims, bytes => Signing.Key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public string SignPs256(JsonObject claims) => Join(Header("PS256", Signing.Kid), claims, bytes => Signing.Key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));

    public string SignEs256(JsonObject claims) => Join(Header("ES256", "e1"), claims, bytes => elliptic.SignData(bytes, HashAlgorithmName.SHA256));

    public static JsonObject Header(string algorithm, string? kid) => new() { ["alg"] = algorithm, ["kid"] = kid, ["typ"] = "JWT" };

    public static string Join(JsonObject header, JsonObject claims, Func<byte[], byte[]> sign)
    {
        var input = $"{Encode(header)}.{Encode(claims)}";
        return $"{input}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(input)))}";
    }

    public static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    public static HttpResponseMessage Json(JsonNode body) => new(HttpStatusCode.OK) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

    public void Honest() => (Claims, Sign, TokenAnswer) = (_ => { }, (provider, claims) => provider.SignRs256(claims), null);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        switch (request.RequestUri!.AbsolutePath)
        {
            case "/.well-known/openid-configuration":
                return Json(new JsonObject
                {
                    ["issuer"] = Issuer,
                    ["authorization_endpoint"] = Issuer + "/anmelden",
                    ["token_endpoint"] = Issuer + "/token",
                    ["end_session_endpoint"] = Issuer + "/abmelden",
                    ["jwks_uri"] = Issuer + "/schluessel",
                    ["authorization_response_iss_parameter_supported"] = true,
                });
            case "/schluessel":
                KeyRequests++;
                return Json(new JsonObject { ["keys"] = new JsonArray(RsaKey(), EllipticKey()) });
            case "/token":
                Redeemed = (request.Headers.Authorization?.ToString(), HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(cancellationToken)));
                return TokenAnswer?.Invoke() ?? Json(new JsonObject { ["id_token"] = Token(), ["access_token"] = "x", ["token_type"] = "Bearer" });
            default:
                return new HttpResponseMessage(HttpStatusCode.NotFound);
        }
    }

    private string Token()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = ClientId,
            ["sub"] = "person-1",
            ["iat"] = now,
            ["exp"] = now + 300,
            ["nonce"] = Nonce,
            ["given_name"] = "Hanno",
            ["family_name"] = "Erdacht",
            ["email"] = "hanno@ausweis.example",
            ["email_verified"] = true,
        };
        Claims(claims);
        return Sign(this, claims);
    }

    private JsonObject RsaKey()
    {
        var key = Signing.Key.ExportParameters(false);
        return new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = Signing.Kid, ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent) };
    }

    private JsonObject EllipticKey()
    {
        var key = elliptic.ExportParameters(false);
        return new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["use"] = "sig", ["kid"] = "e1", ["x"] = Base64Url.EncodeToString(key.Q.X), ["y"] = Base64Url.EncodeToString(key.Q.Y) };
    }
}
