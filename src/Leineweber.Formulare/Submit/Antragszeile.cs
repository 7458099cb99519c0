using Leineweber.Foundation.Data;

namespace Leineweber.Formulare.Submit;

/// <summary>Writes an application's row when it is submitted, past the tracked context: this is the one way on which hundreds of people may wait for each other.</summary>
internal static class Antragszeile
{
    private const string Frozen = "UPDATE antrag SET answers = $1, entered = NULL, language = $2, nummer = $3, status = $4, changed_at = $5, submitted_at = $6, revision = $7, reminded_at = NULL";

    private const string Received = Frozen + ", received_at = $8 WHERE id = $9";

    private const string Demanded = Frozen + ", fees = $8, fee_cents = $9, kassenzeichen = $10, pay_by = $11 WHERE id = $12";

    /// <summary>Saves everything a submission changes: a draft has no fee and has not arrived.</summary>
    public static void Save(Write write, Antrag antrag)
    {
        object?[] frozen = [antrag.Answers, antrag.Language, antrag.Nummer, antrag.Status.ToString(), antrag.ChangedAt, antrag.SubmittedAt, antrag.Revision];
        if (antrag.ReceivedAt is { } at)
        {
            write.Run(Received, [.. frozen, at, antrag.Id]);
        }
        else
        {
            write.Run(Demanded, [.. frozen, antrag.Fees, antrag.FeeCents, antrag.Kassenzeichen, antrag.PayBy, antrag.Id]);
        }
    }
}
