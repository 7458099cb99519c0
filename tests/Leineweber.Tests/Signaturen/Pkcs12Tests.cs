using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Leineweber.Foundation.Tenancy;
using Leineweber.Signaturen.Providers;
using Leineweber.Standards.Pdf.Signatures;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Signaturen;

public sealed class Pkcs12Tests(City city) : IClassFixture<City>
{
    private const string File = "siegel.p12";
    private const string Password = "Webstuhl-7";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task An_operators_own_file_seals_and_is_trusted(bool withRoot)
    {
        var space = await Tenant(withRoot, Password);
        var providers = city.Services.GetRequiredService<SealProviders>();
        using var key = providers.For(space).Open(space);
        Assert.Contains("Siegel Gemeinde Webershausen", key.Certificate.Subject, StringComparison.Ordinal);
        Assert.Contains(PdfSignatureCheck.Check(Seal(space), providers.Anchors(space)), s => s.IsGenuine);
    }

    [Fact]
    public async Task Documents_stay_genuine_when_the_operator_brings_a_new_file()
    {
        var providers = city.Services.GetRequiredService<SealProviders>();
        var old = Seal(await Tenant(true, Password));
        var space = await Tenant(true, Password);
        var young = Seal(space);
        Assert.All(new[] { old, young }, pdf => Assert.Contains(PdfSignatureCheck.Check(pdf, providers.Anchors(space)), s => s.IsGenuine));
    }

    [Fact]
    public async Task A_real_city_does_not_vouch_for_its_demo_seal()
    {
        Assert.NotEmpty(city.Services.GetRequiredService<SealProviders>().Anchors(city.Services.GetRequiredService<Tenants>().Space(city.Bielefeld)));
        await city.Services.GetRequiredService<Tenants>().Save(city.Bielefeld with { IsDemo = false }, Cancel);
        Assert.Empty(city.Services.GetRequiredService<SealProviders>().Anchors(city.Services.GetRequiredService<Tenants>().Space(city.Bielefeld)));
    }

    [Fact]
    public async Task A_wrong_password_is_told_to_the_operator()
    {
        var space = await Tenant(true, "falsch");
        var error = Assert.Throws<InvalidOperationException>(() => city.Services.GetRequiredService<SealProviders>().For(space).Open(space));
        Assert.Contains("siegel.kennwortdatei", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_city_that_is_no_demonstration_never_seals_with_a_demo_key()
    {
        await city.Services.GetRequiredService<Tenants>().Save(city.Webershausen with { IsDemo = false, Settings = new Dictionary<string, string>() }, Cancel);
        var space = city.Services.GetRequiredService<Tenants>().Space(city.Webershausen);
        var error = Assert.Throws<InvalidOperationException>(() => city.Services.GetRequiredService<SealProviders>().For(space));
        Assert.Contains("siegel.datei", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Minimal
    {
        get
        {
            string[] objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"];
            var text = new System.Text.StringBuilder("%PDF-1.7\n");
            var xref = new System.Text.StringBuilder("xref\n0 4\n0000000000 65535 f\r\n");
            foreach (var (i, value) in objects.Index())
            {
                xref.Append($"{text.Length:0000000000} 00000 n\r\n");
                text.Append($"{i + 1} 0 obj\n{value}\nendobj\n");
            }

            return System.Text.Encoding.ASCII.GetBytes($"{text}{xref}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{text.Length}\n%%EOF\n");
        }
    }

    private byte[] Seal(TenantSpace space)
    {
        using var key = city.Services.GetRequiredService<SealProviders>().For(space).Open(space);
        return PdfSigner.Sign(Minimal, new() { Certificate = key.Certificate, Intermediates = key.Intermediates, Time = city.Clock.GetUtcNow().UtcDateTime, Name = "x", Description = "x" });
    }

    private async Task<TenantSpace> Tenant(bool withRoot, string password)
    {
        var settings = new Dictionary<string, string> { [Pkcs12Seal.FileSetting] = File, [Pkcs12Seal.PasswordSetting] = "siegel.kennwort" };
        await city.Services.GetRequiredService<Tenants>().Save(city.Webershausen with { IsDemo = false, Settings = settings }, Cancel);
        var space = city.Services.GetRequiredService<Tenants>().Space(city.Webershausen);
        var from = city.Clock.GetUtcNow().AddDays(-10);
        using var rootKey = RSA.Create(3072);
        var rootRequest = new CertificateRequest("CN=Prüf-Vertrauensdienst", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = rootRequest.CreateSelfSigned(from, from.AddYears(5));
        using var key = RSA.Create(3072);
        var request = new CertificateRequest("CN=Siegel Gemeinde Webershausen", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var issued = request.Create(root, from, from.AddYears(2), [1, 2, 3, 4]);
        using var own = issued.CopyWithPrivateKey(key);
        X509Certificate2Collection all = [own];
        if (withRoot)
        {
            all.Add(X509CertificateLoader.LoadCertificate(root.RawData));
        }

        await System.IO.File.WriteAllBytesAsync(Path.Combine(space.KeysFolder, File), all.Export(X509ContentType.Pfx, Password)!, Cancel);
        await System.IO.File.WriteAllTextAsync(Path.Combine(space.KeysFolder, "siegel.kennwort"), password + "\n", Cancel);
        return space;
    }
}
