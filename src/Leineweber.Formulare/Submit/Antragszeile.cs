using Leineweber.Foundation.Data;

namespace Leineweber.Formulare.Submit;

/// <summary>Writes an application's row when it is submitted, past the tracked context: this is the one way on which hundreds of people may wait for each other.</summary>
internal static class Antragszeile
{
    private const string Frozen = "UPDATE antrag SET answers = $1, entered = NULL, language = $2, nummer = $3, status = $4, changed_at = $5, submitted_at = $6, revision = $7, organisation = $8, handelnd = $9, reminded_at = NULL";

    private const string Received = Frozen + ", received_at = $10 WHERE id = $11";

    private const string Demanded = Frozen + ", fees = $10, fee_cents = $11, kassenzeichen = $12, pay_by = $13 WHERE id = $14";

    /// <summary>Saves everything a submission changes: a draft has no fee and has not arrived.</summary>
    public static void Save(Write write, Antrag antrag)
    {
        object?[] frozen = [antrag.Answers, antrag.Language, antrag.Nummer, antrag.Status.ToString(), antrag.ChangedAt, antrag.SubmittedAt, antrag.Revision, antrag.Organisation, antrag.Handelnd];
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
