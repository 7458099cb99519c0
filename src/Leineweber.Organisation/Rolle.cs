using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation;

/// <summary>What a person does in a unit and all units below it. Each role is a set of rights; modules say which rights belong to it.</summary>
public enum Rolle
{
    /// <summary>Works on cases.</summary>
    Sachbearbeitung,

    /// <summary>Signs decisions of others (four eyes).</summary>
    Zeichnung,

    /// <summary>Leads the unit: sees its work and its figures, distributes it.</summary>
    Leitung,

    /// <summary>Edits the texts of services.</summary>
    Redaktion,

    /// <summary>Designs forms.</summary>
    Formularautor,

    /// <summary>Keeps the files: records clerk.</summary>
    Registratur,

    /// <summary>Enters staff, gives roles.</summary>
    Verwaltung,

    /// <summary>Looks after the running of the program: queue, health.</summary>
    Betrieb,

    /// <summary>The city's treasury: claims, payments, refunds.</summary>
    Kasse,
}

/// <summary>How roles read.</summary>
public static class RolleWords
{
    /// <summary>The role's name in the reader's language.</summary>
    public static string Name(this Rolle role) => role switch
    {
        Rolle.Sachbearbeitung => T("Sachbearbeitung"),
        Rolle.Zeichnung => T("Zeichnung"),
        Rolle.Leitung => T("Leitung"),
        Rolle.Redaktion => T("Redaktion"),
        Rolle.Formularautor => T("Formulargestaltung"),
        Rolle.Registratur => T("Registratur"),
        Rolle.Verwaltung => T("Verwaltung von Personal und Rollen"),
        Rolle.Betrieb => T("Betrieb"),
        Rolle.Kasse => T("Kasse"),
        _ => role.ToString(),
    };

    /// <summary>True where a deputy takes the role over; looking after staff and the program is nobody's to pass on.</summary>
    internal static bool PassesToDeputy(this Rolle role) => role is not (Rolle.Verwaltung or Rolle.Betrieb);
}

/// <summary>A role of a person on a unit; ended, not deleted, so that it stays known who could do what when.</summary>
public sealed class Rollenzuweisung
{
    /// <summary>Id.</summary>
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>Who.</summary>
    public required Guid BedienstetenId { get; init; }

    /// <summary>Which role.</summary>
    public required Rolle Rolle { get; init; }

    /// <summary>On which unit, with all below it.</summary>
    public required Guid UnitId { get; init; }

    /// <summary>Since when.</summary>
    public required DateTime GrantedAt { get; init; }

    /// <summary>Until when, or null.</summary>
    public DateTime? EndedAt { get; internal set; }
}

/// <summary>Who stands in for whom, from one day to another, both included.</summary>
public sealed class Vertretung
{
    /// <summary>Id.</summary>
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>Who is away.</summary>
    public required Guid AbsentId { get; init; }

    /// <summary>Who stands in; null where nobody does.</summary>
    public Guid? DeputyId { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly Von { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly Bis { get; init; }

    /// <summary>When it was taken back, or null.</summary>
    public DateTime? CancelledAt { get; internal set; }
}
