namespace Leineweber.Commands;

/// <summary>A command cannot be done as it was called; the message says what to do, and nothing was changed.</summary>
internal sealed class CommandRefusal(string message) : Exception(message);
