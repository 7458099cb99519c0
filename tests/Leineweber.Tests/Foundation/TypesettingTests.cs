using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Leineweber.Foundation.Typesetting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Leineweber.Tests.Foundation;

[Collection(nameof(TypesettingTests))]
public sealed class TypesettingTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly ServiceProvider services = Services();

    private ITypesetter Typesetter => services.GetRequiredService<ITypesetter>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> TypedTexts => new()
    {
        { "#import \"/brief.typ\": * #panic(\"ha\")", "#import \"/brief.typ\": * #panic(\"ha\")" },
        { "*fett* _kursiv_ = Titel $x^2$ `roh` <marke> @verweis // /* \\ \\u{41} [a] {b}", "*fett* _kursiv_ = Titel $x^2$ `roh` <marke> @verweis // /* \\ \\u{41} [a] {b}" },
        { "\"]) #let x = 1 ; }}", "\"]) #let x = 1 ; }}" },
        { "vor\u0000\u0007\u001b[31m\u202enach\u2066x\ufeff", "vor[31mnachx" },
        { "Zeile eins\r\nZeile zwei\u2028Zeile drei", "Zeile eins\nZeile zwei\nZeile drei" },
        { "Đặng Łukasz Ştefan Ægir Ñuñez Ωmega Жук", "Đặng Łukasz Ştefan Ægir Ñuñez Ωmega Жук" },
        { "中文 und \ud800 allein", "\ufffd\ufffd und \ufffd allein" },
    };

    [Theory, MemberData(nameof(TypedTexts))]
    public async Task What_a_person_typed_is_printed_and_never_obeyed(string typed, string printed)
    {
        var text = await Tools.Text(await Typesetter.Render(Application(typed).ToTypeset(), Cancel));
        foreach (var line in printed.Split('\n'))
        {
            Assert.Contains(Squeezed(line), Squeezed(text), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Wwwwwwwwwww"), InlineData("שלום عليكم 😀 👨‍👩‍👧‍👦 e\u0301\u0323\u0308"), InlineData("\u0000\uFFFF\uFDD0\uE000\u200d\ufe0f")]
    public async Task Monstrous_words_and_any_script_still_make_a_document(string word)
    {
        var monster = string.Concat(Enumerable.Repeat(word, 10_000 / word.Length));
        AssertPdf(await Typesetter.Render(Application(monster).ToTypeset(), Cancel));
        AssertPdf(await Typesetter.Render(Letter(monster).ToTypeset(), Cancel));
    }

    [Fact]
    public async Task Ten_thousand_mixed_characters_of_all_planes_still_make_a_document()
    {
        var random = new Random(4711);
        var text = new StringBuilder();
        for (var i = 0; i < 10_000; i++)
        {
            var c = random.Next(0, 0x11_0000);
            text.Append(i % 17 == 0 ? " " : c is >= 0xD800 and <= 0xDFFF ? ((char)c).ToString() : char.ConvertFromUtf32(i % 2 == 0 ? c % 0x3000 is var d && d is >= 0xD800 and <= 0xDFFF ? 65 : d : c));
        }

        AssertPdf(await Typesetter.Render(Application(text.ToString()).ToTypeset(), Cancel));
    }

    [Fact]
    public async Task A_letter_is_tagged_archivable_and_whole()
    {
        var pdf = await Typesetter.Render(Letter("Ihr Antrag wird bewilligt.").ToTypeset(), Cancel);
        Assert.Contains("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>", Latin(pdf).Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var structure = await Tools.Run("pdfinfo", pdf, "-struct-text");
        Assert.Contains("H1 \"Bewohnerparkausweis", structure, StringComparison.Ordinal);
        Assert.Contains("Rechtsbehelfsbelehrung", structure, StringComparison.Ordinal);
        Assert.Contains("Tagged:          yes", await Tools.Run("pdfinfo", pdf), StringComparison.Ordinal);
        Assert.Contains("No syntax or stream encoding errors", await Tools.Run("qpdf", pdf, "--check"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_job_gives_the_same_bytes() =>
        Assert.Equal(await Typesetter.Render(Letter("Gleich.").ToTypeset(), Cancel), await Typesetter.Render(Letter("Gleich.").ToTypeset(), Cancel));

    [Fact]
    public async Task Many_at_once_all_get_their_own_document()
    {
        var texts = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            await Tools.Text(await Typesetter.Render(Application($"Nummer-{i:000}-").ToTypeset(), Cancel))));
        Assert.All(texts.Index(), t => Assert.Contains($"Nummer-{t.Index:000}-", t.Item, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("#panic(\"kaputt\")", "kaputt")]
    [InlineData("#read(\"/../../../../etc/passwd\")", "outside of project root")]
    [InlineData("#read(\"/etc/passwd\")", "not found")]
    [InlineData("#import \"@preview/cetz:0.3.4\": *", "package")]
    [InlineData("#let f(n) = f(n + 1)\n#f(0)", "depth exceeded")]
    public async Task A_wrong_template_is_named_and_the_next_document_comes(string template, string reason)
    {
        var error = await Assert.ThrowsAsync<TypesettingException>(() => Typesetter.Render(new(template, new JsonObject(), "x", "de"), Cancel));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        AssertPdf(await Typesetter.Render(Application("danach").ToTypeset(), Cancel));
    }

    [Fact]
    public async Task An_endless_template_is_stopped_and_the_next_document_comes()
    {
        await using var impatient = Services(("Typesetting:Timeout", "00:00:03"), ("Typesetting:Workers", "1"));
        var typesetter = impatient.GetRequiredService<ITypesetter>();
        var endless = new Typeset("#for a in range(9999) { for b in range(9999) { let x = str(a * b) } }", new JsonObject(), "x", "de");
        var error = await Assert.ThrowsAsync<TypesettingException>(() => typesetter.Render(endless, Cancel));
        Assert.Contains("3 seconds", error.Message, StringComparison.Ordinal);
        AssertPdf(await typesetter.Render(Application("danach").ToTypeset(), Cancel));
    }

    [Fact]
    public async Task A_template_that_eats_memory_is_stopped_and_the_next_document_comes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limit of memory is the kernel's on Linux.");
        await using var small = Services(("Typesetting:Workers", "1"));
        var typesetter = small.GetRequiredService<ITypesetter>();
        var greedy = new Typeset("#let s = \"x\" * 1000\n#let i = 0\n#while i < 30 { s = s + s; i = i + 1 }\n#s.len()", new JsonObject(), "x", "de");
        await Assert.ThrowsAsync<TypesettingException>(() => typesetter.Render(greedy, Cancel));
        AssertPdf(await typesetter.Render(Application("danach").ToTypeset(), Cancel));
    }

    [Fact]
    public async Task A_killed_worker_is_not_noticed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Finds its child processes under /proc.");
        await using var own = Services(("Typesetting:Workers", "1"));
        var before = Workers();
        AssertPdf(await own.GetRequiredService<ITypesetter>().Render(Application("vorher").ToTypeset(), Cancel));
        foreach (var worker in Workers().Except(before))
        {
            using var process = Process.GetProcessById(worker);
            process.Kill();
            await process.WaitForExitAsync(Cancel);
        }

        AssertPdf(await own.GetRequiredService<ITypesetter>().Render(Application("danach").ToTypeset(), Cancel));
    }

    [Fact]
    public async Task No_worker_outlives_the_program()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Finds its child processes under /proc.");
        var before = Workers();
        await using (var own = Services())
        {
            AssertPdf(await own.GetRequiredService<ITypesetter>().Render(Application("x").ToTypeset(), Cancel));
            Assert.NotEmpty(Workers().Except(before));
        }

        Assert.Empty(Workers().Except(before));
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static ServiceProvider Services(params (string Key, string Value)[] settings) =>
        new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build())
            .AddSingleton<TimeProvider>(new FakeTimeProvider(Noon))
            .AddLogging()
            .AddTypesetting()
            .BuildServiceProvider();

    private static Antragsdruck Application(string typed) => new()
    {
        Absender = new("Stadt Bielefeld", "Amt für Verkehr"),
        Titel = "Antrag " + (typed.Length > 100 ? typed[..100] : typed),
        Eckdaten = [new("Nummer", "A-1")],
        Gruppen = [new("Angaben", [new("Bemerkung", typed), new("Leer", "")])],
        Anlagen = [new(typed.Length > 300 ? typed[..300] : typed, "1 kB", new string('0', 64))],
    };

    private static Brief Letter(string typed) => new()
    {
        Absender = new("Stadt Bielefeld", "Amt für Verkehr", "Niederwall 23", "33602 Bielefeld"),
        Empfaenger = ["Frau", typed],
        Bezug = [new("Aktenzeichen", "320-2026-000417") { Wichtig = true }, new("Betrifft", typed)],
        Betreff = "Bewohnerparkausweis",
        Text = [Textblock.Paragraph(typed), Textblock.List(typed, "b"), Textblock.Values(new Angabe(typed, typed))],
        Rechtsbehelf = "Gegen diesen Bescheid können Sie Klage erheben.",
        Demo = true,
    };

    private static void AssertPdf(byte[] pdf) => Assert.StartsWith("%PDF-1.7", Latin(pdf[..20]), StringComparison.Ordinal);

    /// <summary>Process ids of this program's typesetting workers.</summary>
    private static List<int> Workers()
    {
        var found = new List<int>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit)))
        {
            try
            {
                var isChild = File.ReadAllText(folder + "/stat").Split(") ")[^1].Split(' ')[1] == Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
                if (isChild && File.ReadAllText(folder + "/cmdline").Contains("satz.mjs", StringComparison.Ordinal))
                {
                    found.Add(int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture));
                }
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        return found;
    }

    private static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '\u200b')).Normalize(NormalizationForm.FormC);
}

/// <summary>Counts child processes, so nobody else may typeset meanwhile.</summary>
[CollectionDefinition(nameof(TypesettingTests), DisableParallelization = true)]
public sealed class TypesettingAlone;

/// <summary>Programs that judge PDFs; a test that needs one is skipped where it is not installed.</summary>
internal static class Tools
{
    public static Task<string> Text(byte[] pdf) => Run("pdftotext", pdf, "-layout", "FILE", "-");

    /// <summary>Runs a program on a PDF (in place of <c>FILE</c>, or last) and returns what it printed on both streams.</summary>
    public static async Task<string> Run(string program, byte[] pdf, params string[] arguments)
    {
        Assert.SkipUnless(Exists(program), $"{program} is not installed (Debian packages poppler-utils, qpdf).");
        var file = Path.Combine(Path.GetTempPath(), $"leineweber-{Guid.CreateVersion7():N}.pdf");
        await File.WriteAllBytesAsync(file, pdf, TestContext.Current.CancellationToken);
        try
        {
            var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in arguments.Contains("FILE") ? arguments : [.. arguments, "FILE"])
            {
                start.ArgumentList.Add(argument == "FILE" ? file : argument);
            }

            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return await output + await error;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
