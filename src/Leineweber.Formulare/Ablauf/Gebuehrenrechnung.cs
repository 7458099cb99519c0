using System.Text.Json.Nodes;
using Leineweber.Formulare.Felder;

namespace Leineweber.Formulare;

/// <summary>The fee of an application: computed here from the answers alone; nothing a browser sends goes into it.</summary>
internal sealed record Gebuehrenrechnung(IReadOnlyList<Gebuehrenposten> Lines)
{
    /// <summary>No fee may become larger; more is a mistake in the form.</summary>
    public const long Largest = 100_000_000;

    public long Cents => Lines.Sum(line => line.Cents);

    /// <summary>Computes the fee.</summary>
    /// <param name="form">The form.</param>
    /// <param name="answers">The answers, only of visible questions.</param>
    /// <param name="waiting">Places that are only on the waiting list; they cost nothing.</param>
    /// <exception cref="InvalidOperationException">The sum is beyond any sensible fee.</exception>
    public static Gebuehrenrechnung Compute(Formularmodell form, JsonObject answers, IReadOnlySet<Platzwunsch> waiting)
    {
        var lines = form.Fees.Select(fee => new Gebuehrenposten(fee.Text, Count(form, fee, answers, waiting), fee.Cents))
            .Where(line => line.Count > 0).ToList();
        return lines.Any(line => line.Count > Largest || line.Cents > Largest)
            ? throw new InvalidOperationException($"The fee of {form.Key} is out of range.")
            : new Gebuehrenrechnung(lines);
    }

    private static long Count(Formularmodell form, Gebuehrenzeile fee, JsonObject answers, IReadOnlySet<Platzwunsch> waiting)
    {
        if (fee.Each is null)
        {
            return One(form, fee, new Blick(answers), null, waiting);
        }

        return (answers[fee.Each] as JsonArray ?? []).OfType<JsonObject>()
            .Sum(item => One(form, fee, new Blick(answers, item), item["id"].Text(), waiting));
    }

    private static long One(Formularmodell form, Gebuehrenzeile fee, Blick look, string? item, IReadOnlySet<Platzwunsch> waiting)
    {
        if (fee.When?.IsMet(look) == false)
        {
            return 0;
        }

        var count = fee.Per is null ? 1
            : form.Field(fee.Per) is null ? look.Count(fee.Per)
            : look.Find(fee.Per) switch
            {
                JsonArray many => many.Count(one => !waiting.Any(wish => wish.ItemId == item && wish.FieldId == fee.Per && wish.Option == one.Text())),
                var one => one.Number() ?? 0,
            };
        return Math.Max(0, count - fee.Free);
    }
}

/// <summary>One line of a computed fee.</summary>
internal sealed record Gebuehrenposten(Wort Text, long Count, long Single)
{
    public long Cents => checked(Count * Single);
}

/// <summary>An answer that wants one of a limited number of places.</summary>
internal sealed record Platzwunsch(string KontingentId, string? ItemId, string FieldId, string Option)
{
    /// <summary>Name under which the check page confirms the waiting list.</summary>
    public string Key => $"{ItemId}/{FieldId}/{Option}";

    /// <summary>All wishes in the answers, in the order of the form.</summary>
    public static IReadOnlyList<Platzwunsch> In(Ablauf way) => way.Form.Kontingente.Count == 0 ? [] :
    [
        .. way.Steps.SelectMany(step => step.Page.Repeat is null
            ? Of(step.Fields, way.Answers, null)
            : step.Items.SelectMany(item => Of(item.Fields, item.Answers, item.Id))),
    ];

    private static IEnumerable<Platzwunsch> Of(IEnumerable<Feld> fields, JsonObject answers, string? item) =>
        from field in fields.OfType<AuswahlFeld>()
        where answers[field.Id] is not null
        from option in field.Chosen(answers[field.Id]!)
        where option.Kontingent is not null
        select new Platzwunsch(option.Kontingent!, item, field.Id, option.Value);
}
