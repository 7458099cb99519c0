using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Leineweber.Feel.Dmn.Xml;
using Leineweber.Zahlungen;

namespace Leineweber.Tests.Feindlich;

/// <summary>Formats of others are read as data: no entities, no visits elsewhere, no tree larger than its file deserves. And scripts of ours write text, never markup.</summary>
public sealed partial class EinlesenTests
{
    public static TheoryData<string> Xml =>
    [
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><{0}>&e;</{0}>",
        "<!DOCTYPE x SYSTEM \"http://127.0.0.1:{1}/x.dtd\"><{0}/>",
        "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1:{1}/p\"> %p;]><{0}/>",
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><{0}>&b;</{0}>",
        "<?xml-stylesheet href=\"http://127.0.0.1:{1}/x.xsl\"?><{0} xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"http://127.0.0.1:{1}/i\" parse=\"text\"/></{0}>",
        "<{0} xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:x http://127.0.0.1:{1}/x.xsd\"/>",
        "<{0}>",
        "<{0}>\0</{0}>",
    ];

    [Theory, MemberData(nameof(Xml))]
    public async Task Xml_of_strangers_reads_no_file_and_asks_nobody(string template)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var visit = listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var port = $"{((IPEndPoint)listener.LocalEndpoint).Port}";
        var statement = Kontoauszug.Read(Encoding.UTF8.GetBytes(template.Replace("{0}", "Document", StringComparison.Ordinal).Replace("{1}", port, StringComparison.Ordinal)));
        Assert.Equal("auszug.unreadable", statement.Refusal?.Code);
        Assert.DoesNotContain("root:", statement.Refusal!.Message, StringComparison.Ordinal);
        Assert.Null(DmnReader.Read(template.Replace("{0}", "definitions", StringComparison.Ordinal).Replace("{1}", port, StringComparison.Ordinal), out var messages));
        Assert.NotEmpty(messages);
        Assert.False(visit.IsCompleted, "somebody was asked");
    }

    [Fact]
    public void A_statement_of_many_names_or_elements_takes_no_memory_to_speak_of()
    {
        var many = Encoding.ASCII.GetBytes("<Document><BkToCstmrStmt><Stmt>" + string.Concat(Enumerable.Range(0, 400_000).Select(i => $"<n{i}/>")) + "</Stmt></BkToCstmrStmt></Document>");
        var deep = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<a>", 3_000_000)));
        var wide = Encoding.ASCII.GetBytes("<Document><BkToCstmrStmt><Stmt>" + string.Concat(Enumerable.Repeat("<a/>", 2_400_000)) + "</Stmt></BkToCstmrStmt></Document>");
        foreach (var file in new[] { many, deep, wide })
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            Assert.Equal("auszug.unreadable", Kontoauszug.Read(file).Refusal?.Code);
            Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 16 * 1024 * 1024, "memory is kept");
        }
    }

    [Fact]
    public void Scripts_put_text_in_as_text_and_keep_nothing_in_the_browser()
    {
        var scripts = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.ts", SearchOption.AllDirectories).Where(file => !file.Contains("node_modules", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)).ToList();
        Assert.True(scripts.Count >= 10, $"{scripts.Count} scripts found");
        Assert.Empty(scripts.SelectMany(file => Markup().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value}")));
    }

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|srcdoc|setHTML|\beval\(|new Function|localStorage|sessionStorage|indexedDB|document\.cookie|__proto__")]
    private static partial Regex Markup();
}
