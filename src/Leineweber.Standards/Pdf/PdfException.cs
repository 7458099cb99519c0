namespace Leineweber.Standards.Pdf;

/// <summary>The bytes are not a PDF that can be read safely: damaged, encrypted, or built to cost too much.</summary>
/// <remarks>The only exception that reading untrusted PDFs throws.</remarks>
public sealed class PdfException(string message, Exception? inner = null) : Exception(message, inner);
