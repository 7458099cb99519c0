using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Protokoll;

/// <summary>Reads the Protokoll of one subject, for the tab "Verlauf".</summary>
public sealed class History(LeineweberDb db)
{
    /// <summary>The subject's entries, oldest first.</summary>
    public Task<List<ProtokollRow>> Of(string subject, CancellationToken cancel) =>
        db.Set<ProtokollRow>().Where(row => row.Subject == subject).OrderBy(row => row.Seq).ToListAsync(cancel);

    /// <summary>The entries of several subjects together, oldest first.</summary>
    public Task<List<ProtokollRow>> Of(IReadOnlyCollection<string> subjects, CancellationToken cancel) =>
        db.Set<ProtokollRow>().Where(row => subjects.Contains(row.Subject)).OrderBy(row => row.Seq).ToListAsync(cancel);
}
