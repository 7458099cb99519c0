namespace Leineweber.Formulare;

/// <summary>An application has arrived: submitted, paid where a fee is due, its PDF filed. Read it with <see cref="Antraege.Read"/>.</summary>
public sealed record AntragEingegangen(Guid AntragId);

/// <summary>An application that had arrived was withdrawn by its owner.</summary>
public sealed record AntragZurueckgezogen(Guid AntragId);
