using System.Text.Json;
using Leineweber.Foundation;

namespace Leineweber.Organisation;

/// <summary>A unit of the city's organisation: department, office, division or team.</summary>
public sealed class Organisationseinheit
{
    private IReadOnlyList<Oeffnungszeit>? hours;

    private Organisationseinheit()
    {
    }

    internal Organisationseinheit(string nummer, string name, string art)
    {
        Nummer = nummer;
        Name = name;
        Art = art;
    }

    /// <summary>Id.</summary>
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>Number under which the city knows it, e.g. <c>660.14</c>; unique.</summary>
    public string Nummer { get; private init; } = "";

    /// <summary>German name.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>English name, or null.</summary>
    public string? NameEn { get; internal set; }

    /// <summary>Unit above, or null at the top.</summary>
    public Guid? ParentId { get; internal set; }

    /// <summary>Kind: <c>dezernat</c>, <c>amt</c>, <c>abteilung</c>, <c>team</c> …</summary>
    public string Art { get; internal set; } = "";

    /// <summary>Street and house number.</summary>
    public string? Strasse { get; internal set; }

    /// <summary>Post code.</summary>
    public string? Plz { get; internal set; }

    /// <summary>Town.</summary>
    public string? Ort { get; internal set; }

    /// <summary>How to find it: floor, room.</summary>
    public string? OrtHinweis { get; internal set; }

    /// <summary>The same in English, with the names that stand on the doors.</summary>
    public string? OrtHinweisEn { get; internal set; }

    /// <summary>Telephone.</summary>
    public string? Telefon { get; internal set; }

    /// <summary>Mail address.</summary>
    public string? Email { get; internal set; }

    /// <summary>Place in the plan.</summary>
    public int Reihenfolge { get; internal set; }

    internal string OeffnungszeitenJson
    {
        get;
        set => (field, hours) = (value, null);
    }
    = "[]";

    /// <summary>When it is open to the public, in the order of the week.</summary>
    public IReadOnlyList<Oeffnungszeit> Oeffnungszeiten => hours ??= JsonSerializer.Deserialize<List<Oeffnungszeit>>(OeffnungszeitenJson)!;

    /// <summary>Name in the reader's language.</summary>
    public string DisplayName => Sprache.IsEnglish && NameEn is { Length: > 0 } ? NameEn : Name;

    /// <summary>True where it is open to the public at this moment; never on a public holiday.</summary>
    /// <param name="utc">The moment, UTC.</param>
    public bool IsOpen(DateTime utc)
    {
        var local = Clock.ToLocal(utc);
        var time = TimeOnly.FromDateTime(local);
        return !Feiertage.IsHoliday(DateOnly.FromDateTime(local)) && Oeffnungszeiten.Any(hours => hours.Tag == local.DayOfWeek && hours.Von <= time && time < hours.Bis);
    }
}

/// <summary>Opening hours of one day, city time.</summary>
/// <param name="Tag">Day of the week.</param>
/// <param name="Von">Opens.</param>
/// <param name="Bis">Closes.</param>
public sealed record Oeffnungszeit(DayOfWeek Tag, TimeOnly Von, TimeOnly Bis);
