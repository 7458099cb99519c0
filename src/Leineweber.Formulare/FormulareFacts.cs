namespace Leineweber.Formulare;

/// <summary>An application has arrived: submitted, paid where a fee is due, its PDF filed. Read it with <see cref="Antraege.Read"/>.</summary>
public sealed record AntragEingegangen(Guid AntragId);

