using Leineweber.Foundation;

namespace Leineweber.Organisation;

/// <summary>Who looks after staff: an administrator within their units, or the operator at the command line, who lets the first person in.</summary>
public sealed class Personalstelle
{
    private readonly Func<string, bool> reaches;

    private Personalstelle(Actor actor, Guid? self, Func<string, bool> reaches) => (Actor, Self, this.reaches) = (actor, self, reaches);

    /// <summary>The operator at the command line: reaches every unit.</summary>
    public static readonly Personalstelle CommandLine = new(Actor.CommandLine, null, _ => true);

    /// <summary>Who acts, for the Protokoll.</summary>
    public Actor Actor { get; }

    /// <summary>The administrator's own id: nobody changes their own access.</summary>
    public Guid? Self { get; }

    /// <summary>True where the unit is theirs to look after.</summary>
    /// <param name="unitNummer">Number of the unit.</param>
    public bool Reaches(string unitNummer) => reaches(unitNummer);

    /// <summary>An administrator: by a role of their own, never as a deputy.</summary>
    public static implicit operator Personalstelle(Amtsperson person) =>
        new(person.Actor, person.Id, unit => person.HasOwn(OrganisationModule.ManageStaff, unit));
}
