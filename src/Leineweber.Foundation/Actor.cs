namespace Leineweber.Foundation;

/// <summary>What kind of someone (or something) acts.</summary>
public enum ActorKind
{
    /// <summary>Nobody signed in: a visitor of the portal.</summary>
    Anonymous,

    /// <summary>A citizen's or company's account, a guest's included.</summary>
    Nutzerkonto,

    /// <summary>A member of staff.</summary>
    Bedienstete,

    /// <summary>The program itself: a job, the schedule, a provider's call-back.</summary>
    System,

    /// <summary>The operator at the command line.</summary>
    Operator,
}

/// <summary>Who changes something; goes into the Protokoll with every change.</summary>
/// <param name="Kind">What kind of someone acts.</param>
/// <param name="Id">Stable id: account or staff id, name of the job.</param>
/// <param name="Name">Name as people read it in the Protokoll; can be forgotten later without breaking the proof.</param>
public sealed record Actor(ActorKind Kind, string Id, string Name)
{
    /// <summary>A visitor who is not signed in.</summary>
    public static readonly Actor Visitor = new(ActorKind.Anonymous, "", "Besucher/in");

    /// <summary>The program acting by itself.</summary>
    /// <param name="job">Which part of it, e.g. the job's name.</param>
    public static Actor System(string job) => new(ActorKind.System, job, "Leineweber");

    /// <summary>The operator at the command line.</summary>
    public static readonly Actor CommandLine = new(ActorKind.Operator, "cli", "Betrieb");
}
