using System.Text.Json.Nodes;
using Leineweber.Foundation.Design;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Felder;

/// <summary>An amount of money in cents.</summary>
internal sealed record GeldFeld : Feld
{
    public long Min { get; init; }

    public long Max { get; init; } = 100_000_000;

    public override string Type => "money";

    public override Lesung Read(Eingaben posted) => posted.Text(Id) switch
    {
        "" => Lesung.Nothing,
        var text => Typed.Money(text) is { } cents
            ? new Lesung(JsonValue.Create(cents))
            : Lesung.Bad(T("Bitte geben Sie den Betrag so ein: 1.234,50")),
    };

    public override bool Fits(JsonNode value) => value.Number() is not null;

    public override string? Check(JsonNode value, Pruefstand at) => value.Number() switch
    {
        var cents when cents < Min => Say(T("Bitte geben Sie bei „{0}“ mindestens {1} ein.", Label, Foundation.Show.Money(Min))),
        var cents when cents > Max => Say(T("Bitte geben Sie bei „{0}“ höchstens {1} ein.", Label, Foundation.Show.Money(Max))),
        _ => null,
    };

    public override string Show(JsonNode value) => Foundation.Show.Money(value.Number() ?? 0);

    public override Eingaben Fill(JsonNode value) =>
        Eingaben.Of((Id, ((value.Number() ?? 0) / 100m).ToString("0.00", System.Globalization.CultureInfo.GetCultureInfo("de-DE"))));

    public override string Missing => Error?.ToString() ?? T("Bitte geben Sie bei „{0}“ einen Betrag ein.", Label);
}
