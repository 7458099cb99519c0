using System.Text.Json.Nodes;
using Leineweber.Formulare;
using Leineweber.Formulare.Felder;

namespace Leineweber.Tests.Formulare;

/// <summary>Properties of the way through a form, on many made-up forms and answers; each seed is one case that can be tried again.</summary>
public sealed class EngineTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory, MemberData(nameof(Seeds))]
    public void Hidden_is_absent_whatever_was_entered_before(int seed)
    {
        var random = new Random(seed);
        var form = RandomForm(random);
        var entered = RandomValues(form, random);
        var way = Compute(form, entered);
        foreach (var page in form.Pages)
        {
            var asked = way.Step(page.Id);
            foreach (var field in page.Fields.Where(field => way.Answers[field.Id] is not null))
            {
                Assert.NotNull(asked);
                Assert.Contains(field, asked.Fields);
                Assert.True(field.When?.IsMet(new Blick(way.Answers)) != false);
            }
        }

        // What is parked makes no difference: without it the way is the same.
        var bare = new JsonObject(entered.Where(pair => way.Answers.ContainsKey(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        var again = Compute(form, bare);
        Assert.True(JsonNode.DeepEquals(way.Answers, again.Answers));
        Assert.Equal(way.Steps.Select(step => step.Page.Id), again.Steps.Select(step => step.Page.Id));
        Assert.True(JsonNode.DeepEquals(way.Answers, Compute(form, way.Answers).Answers), "Computing again changes the answers.");
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Answering_the_first_open_page_always_leads_to_the_end(int seed)
    {
        var random = new Random(seed);
        var form = RandomForm(random);
        var (entered, seen) = (new JsonObject(), new HashSet<string>());
        for (var step = 0; step <= form.Pages.Count; step++)
        {
            var way = Ablauf.Compute(form, entered, seen, Today, Strassenverzeichnis.Empty);
            if (way.FirstOpen is not { } open)
            {
                Assert.True(way.Steps.All(other => other.IsAnswered));
                return;
            }

            Assert.True(way.MayOpen(open));
            Assert.DoesNotContain(open.Page.Id, seen);
            foreach (var field in open.Page.Fields)
            {
                entered[field.Id] = RandomValue(field, random);
            }

            seen.Add(open.Page.Id);
        }

        Assert.Fail("The way has no end.");
    }

    [Theory, MemberData(nameof(Seeds))]
    public void The_step_number_is_shown_only_where_no_answer_can_change_it(int seed)
    {
        var random = new Random(seed);
        var form = RandomForm(random);
        var entered = RandomValues(form, random);
        var way = Compute(form, entered);
        foreach (var step in way.Steps.Where(step => way.Place(step) is not null))
        {
            var place = way.Place(step)!.Value;
            var here = form.Pages.ToList().FindIndex(page => page.Id == step.Page.Id);
            for (var other = 0; other < 5; other++)
            {
                var later = entered.DeepClone().AsObject();
                foreach (var field in form.Pages.Skip(here).SelectMany(page => page.Fields))
                {
                    later[field.Id] = RandomValue(field, random);
                }

                Assert.Equal(place.Of, Compute(form, later).Steps.Count);
            }
        }
    }

    [Fact]
    public void Five_hundred_questions_with_conditions_are_computed_quickly()
    {
        var random = new Random(7);
        var form = RandomForm(random, pages: 100, fields: 5);
        var entered = RandomValues(form, random);
        Compute(form, entered);
        var shortest = double.MaxValue;
        for (var turn = 0; turn < 20; turn++)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            Compute(form, entered);
            shortest = Math.Min(shortest, watch.Elapsed.TotalMilliseconds);
        }

        // A busy machine makes some turns wait, not all.
        Assert.True(shortest < 100, $"{shortest:0.0} ms");
    }

    [Theory]
    [InlineData("DE02120300000000202051", true)]
    [InlineData("de02 1203 0000 0000 2020 51", true)]
    [InlineData("AT611904300234573201", true)]
    [InlineData("NL91ABNA0417164300", true)]
    [InlineData("DE02120300000000202015", false)]
    [InlineData("DE0212030000000020205", false)]
    [InlineData("XX02120300000000202051", false)]
    [InlineData("DE02<script>", false)]
    public void An_iban_must_have_country_length_and_check_digits_right(string text, bool right)
    {
        var reading = new IbanFeld { Id = "iban", Label = new Wort("IBAN") }.Read(Eingaben.Of(("iban", text)));
        Assert.Equal(right, reading.Problem is null);
    }

    [Fact]
    public void A_wrong_digit_or_swapped_neighbours_are_found_in_the_number()
    {
        var number = Antragsnummer.Create(2026, "660.14", 17).Value;
        Assert.True(Antragsnummer.TryParse(number, null, out _));
        for (var i = 0; i < number.Length; i++)
        {
            if (!char.IsAsciiDigit(number[i]))
            {
                continue;
            }

            foreach (var digit in "0123456789".Where(digit => digit != number[i]))
            {
                Assert.False(Antragsnummer.TryParse(number[..i] + digit + number[(i + 1)..], null, out _));
            }

            if (i + 1 < number.Length && char.IsAsciiDigit(number[i + 1]) && number[i] != number[i + 1])
            {
                Assert.False(Antragsnummer.TryParse(number[..i] + number[i + 1] + number[i] + number[(i + 2)..], null, out _));
            }
        }
    }

    [Theory]
    [InlineData("Łukasz Đorđević-Ñúñez O’Neill", true)]
    [InlineData("Ｗｉｄｅ", false)]
    [InlineData("Smile 😀", false)]
    [InlineData("tab\there", true)]
    [InlineData("null\0byte", false)]
    [InlineData("rtl\u202Eevil", true)]
    [InlineData("Ελληνικά Кириллица", true)]
    [InlineData("\uD800", false)]
    [InlineData("\uFFFE", false)]
    public void Texts_hold_only_what_registers_can_keep(string text, bool goes)
    {
        var (clean, problem) = Zeichensatz.Clean(text, lines: false);
        Assert.Equal(goes, problem is null);
        Assert.DoesNotContain('\u202E', goes ? clean : "");
        Assert.DoesNotContain('\t', goes ? clean : "");
    }

    [Fact]
    public void Every_character_of_din_91379_may_be_typed()
    {
        Assert.SkipWhen(Repository.TestMaterial("portal/din91379/latinchars.xml") is null, "No third-party test material on this machine.");
        var document = System.Xml.Linq.XDocument.Load(Repository.TestMaterial("portal/din91379/latinchars.xml")!);
        var texts = document.Root!.Elements().Where(element => element.Name.LocalName is "char" or "sequence")
            .Select(element => string.Concat(element.Descendants().Where(point => point.Name.LocalName == "cp")
                .SelectMany(point => point.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(point => char.ConvertFromUtf32(Convert.ToInt32(point, 16))))).ToList();
        Assert.NotEmpty(texts);
        Assert.Empty(texts.Where(text => !text.Any(char.IsControl) && Zeichensatz.Clean("a" + text, lines: true).Problem is not null));
    }

    private static Ablauf Compute(Formularmodell form, JsonObject entered) =>
        Ablauf.Compute(form, entered, form.Pages.Select(page => page.Id).ToHashSet(), Today, Strassenverzeichnis.Empty);

    private static Formularmodell RandomForm(Random random, int pages = 8, int fields = 3)
    {
        var (list, before) = (new List<Seite>(), new List<Feld>());
        for (var p = 0; p < pages; p++)
        {
            var when = RandomCondition(random, before);
            var own = new List<Feld>();
            for (var f = 0; f < random.Next(1, fields + 1); f++)
            {
                var field = RandomField($"f{p}_{f}", random) with { When = RandomCondition(random, [.. before, .. own]), Required = random.Next(4) > 0 };
                own.Add(field);
            }

            before.AddRange(own);
            list.Add(new Seite { Id = $"p{p}", Title = new Wort("Seite"), When = when, Fields = own });
        }

        return new Formularmodell
        {
            Key = "zufall",
            Title = new Wort("Z"),
            Summary = new Wort("Z"),
            Stelle = "1",
            Aktenplan = "1",
            Minutes = 1,
            Guest = true,
            Level = 0,
            FourEyes = false,
            Applicant = new Antragstellerfelder([], null, null),
            Privacy = new Wort("Z"),
            Pages = list,
            Binding = new Wort("Z"),
            Next = [new Wort("Z")],
        };
    }

    private static Feld RandomField(string id, Random random) => random.Next(4) switch
    {
        0 => new TextFeld { Id = id, Label = new Wort("T") },
        1 => new ZahlFeld { Id = id, Label = new Wort("Z"), Max = 9 },
        2 => new AuswahlFeld { Id = id, Label = new Wort("J"), IsYesNo = true, Options = AuswahlFeld.YesNo },
        _ => new AuswahlFeld { Id = id, Label = new Wort("M"), IsMany = true, Options = [new("a", new Wort("a")), new("b", new Wort("b"))] },
    };

    private static Bedingung? RandomCondition(Random random, IReadOnlyList<Feld> before, int depth = 0)
    {
        if (before.Count == 0 || (depth == 0 && random.Next(2) == 0))
        {
            return null;
        }

        Bedingung Part() => RandomCondition(random, before, depth + 1)!;
        var field = before[random.Next(before.Count)];
        return (depth < 3 ? random.Next(6) : 5) switch
        {
            0 => new Alle([Part(), Part()]),
            1 => new Eine([Part(), Part()]),
            2 => new Nicht(Part()),
            3 => new Vergleich(field.Id, Vergleichsart.Answered, []),
            _ => field switch
            {
                ZahlFeld => new Vergleich(field.Id, (Vergleichsart)random.Next(6), [random.Next(10).ToString(System.Globalization.CultureInfo.InvariantCulture)]),
                AuswahlFeld { IsYesNo: true } => new Vergleich(field.Id, Vergleichsart.Eq, [random.Next(2) == 0 ? "true" : "false"]),
                AuswahlFeld => new Vergleich(field.Id, Vergleichsart.Contains, ["a"]),
                _ => new Vergleich(field.Id, Vergleichsart.Ne, ["x"]),
            },
        };
    }

    private static JsonObject RandomValues(Formularmodell form, Random random) =>
        new(form.Fields.Where(_ => random.Next(5) > 0).Select(field => KeyValuePair.Create(field.Id, (JsonNode?)RandomValue(field, random))));

    private static JsonNode RandomValue(Feld field, Random random) => field switch
    {
        ZahlFeld => JsonValue.Create((long)random.Next(10)),
        AuswahlFeld { IsYesNo: true } => JsonValue.Create(random.Next(2) == 0),
        AuswahlFeld => new JsonArray([.. (random.Next(2) == 0 ? new[] { "a" } : ["a", "b"]).Select(value => (JsonNode)value)]),
        _ => JsonValue.Create(random.Next(2) == 0 ? "x" : "y"),
    };
}
