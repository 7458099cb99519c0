using System.Text.Json.Nodes;
using Leineweber.Formulare.Import;

namespace Leineweber.Tests.Formulare;

public sealed class ImportTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "demo");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories).Where(file => file.Contains("formulare", StringComparison.Ordinal)).Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Files))]
    public void Every_demo_form_is_right_and_complete_in_both_languages(string file)
    {
        var (form, notes) = FormularReader.Read(File.ReadAllText(Path.Combine(Folder, file)));
        Assert.Empty(notes.Select(note => $"{note.Path}: {note.Message}"));
        Assert.Equal(Path.GetFileNameWithoutExtension(file), form!.Key);
    }

    [Theory]
    [InlineData("pages[0].fields[0].label", "null", "pages[0].fields[0].label.de", "fehlt")]
    [InlineData("pages[0].fields[0].type", "\"video\"", "pages[0].fields[0].type", "Bekannt sind")]
    [InlineData("pages[0].fields[0].when", "{\"field\":\"menge\",\"op\":\"gt\",\"value\":1}", "pages[0].fields[0].when", "erst später")]
    [InlineData("pages[1].fields[0].when", "{\"field\":\"gibtesnicht\",\"op\":\"eq\",\"value\":1}", "pages[1].fields[0].when", "nicht gibt")]
    [InlineData("pages[2].when", "{\"field\":\"arten\",\"op\":\"contains\",\"value\":\"beton\"}", "pages[2].when", "nie erfüllt")]
    [InlineData("pages[1].id", "\"abholort\"", "pages", "mehrfach")]
    [InlineData("pages[1].fields[0].id", "\"anschrift\"", "pages[1].fields[0].id", "gibt es schon")]
    [InlineData("fees[0].cents", "\"20\"", "fees[0].cents", "ganze Zahl")]
    [InlineData("fees[0].per", "\"anschrift\"", "fees[0].per", "keine Zahl")]
    [InlineData("applicant.email", "\"nachname\"", "applicant.email", "kein E-Mail-Feld")]
    [InlineData("lable", "1", "lable", "nicht bekannt")]
    [InlineData("format", "\"leineweber-formular/9\"", "format", "leineweber-formular/1")]
    [InlineData("pages", "[]", "pages", "mindestens eine Seite")]
    public void What_is_wrong_is_named_with_its_place(string where, string value, string path, string says)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "bielefeld", "formulare", "sperrmuell.json")))!;
        Set(json, where, JsonNode.Parse(value));
        var (form, notes) = FormularReader.Read(json.ToJsonString());
        Assert.Null(form);
        Assert.Contains(notes, note => note.Path == path && note.Message.Contains(says, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"format\":")]
    [InlineData("{\"format\":\"leineweber-formular/1\",\"format\":\"x\"}")]
    public void What_is_no_form_at_all_is_refused_in_words(string json)
    {
        var (form, notes) = FormularReader.Read(json);
        Assert.Null(form);
        Assert.NotEmpty(notes);
    }

    [Fact]
    public void A_pattern_that_could_run_forever_is_refused()
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "bielefeld", "formulare", "sperrmuell.json")))!;
        json["pages"]![0]!["fields"]![1]!["pattern"] = "(a+)+(?=b)";
        Assert.Null(FormularReader.Read(json.ToJsonString()).Form);
    }

    private static void Set(JsonNode root, string where, JsonNode? value)
    {
        var parts = where.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        var node = root;
        foreach (var part in parts[..^1])
        {
            node = part[0] == '[' ? node[int.Parse(part[1..^1], System.Globalization.CultureInfo.InvariantCulture)]! : node[part]!;
        }

        if (parts[^1][0] == '[')
        {
            node[int.Parse(parts[^1][1..^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            node[parts[^1]] = value;
        }
    }
}
