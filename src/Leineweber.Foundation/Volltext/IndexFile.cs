using System.Globalization;
using Leineweber.Foundation.Volltext.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Leineweber.Foundation.Volltext;

/// <summary>An index in the tenant's folder. It is derived: what is missing, old or damaged is built anew from the database.</summary>
internal sealed class IndexFile(string folder, int schema) : IDisposable
{
    private const string StandKey = "stand";
    private const string FormatKey = "format";
    private readonly SemaphoreSlim changing = new(1);
    private IndexSnapshot? current;

    private string Format => $"{IndexDocument.Format}.{schema}";

    /// <summary>Held while the index is changed; whoever waits looks again afterwards whether there is still something to do.</summary>
    public SemaphoreSlim Changing => changing;

    /// <summary>The newest state if there is one; call <see cref="IndexSnapshot.Leave"/> afterwards.</summary>
    public IndexSnapshot? Use()
    {
        while (Volatile.Read(ref current) is { } snapshot)
        {
            if (snapshot.TryUse())
            {
                return snapshot;
            }
        }

        return null;
    }

    /// <summary>Opens what lies in the folder.</summary>
    /// <returns>False where there is nothing usable.</returns>
    public bool TryOpen(Wortschatz vocabulary)
    {
        try
        {
            using var directory = FSDirectory.Open(folder);
            if (!DirectoryReader.IndexExists(directory))
            {
                return false;
            }

            var reader = DirectoryReader.Open(directory);
            var told = reader.IndexCommit.UserData;
            if (!told.TryGetValue(FormatKey, out var format) || format != Format || !told.TryGetValue(StandKey, out var stand))
            {
                reader.Dispose();
                return false;
            }

            Replace(new IndexSnapshot(reader, long.Parse(stand, CultureInfo.InvariantCulture), vocabulary));
            return true;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whatever is wrong with it, it is only a copy.
            return false;
        }
    }

    /// <summary>Takes changed documents in and gives the new state to readers; the old one stays whole until then.</summary>
    /// <param name="documents">New and changed documents.</param>
    /// <param name="removed">Ids of documents that are gone; null replaces everything.</param>
    /// <param name="stand">Number of the last change among them.</param>
    /// <param name="vocabulary">The tenant's words.</param>
    public void Change(IEnumerable<VolltextDokument> documents, IReadOnlyCollection<string>? removed, long stand, Wortschatz vocabulary)
    {
        if (removed is null && System.IO.Directory.Exists(folder) && !IsHealthy())
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }

        using (var directory = FSDirectory.Open(folder))
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, null) { OpenMode = removed is null ? OpenMode.CREATE : OpenMode.CREATE_OR_APPEND, WriteLockTimeout = 10_000 }))
        {
            foreach (var id in removed ?? [])
            {
                writer.DeleteDocuments(new Term(IndexDocument.Id, id));
            }

            foreach (var document in documents)
            {
                writer.UpdateDocument(new Term(IndexDocument.Id, document.Id), IndexDocument.Of(document, vocabulary));
            }

            writer.SetCommitData(new Dictionary<string, string> { [StandKey] = stand.ToString(CultureInfo.InvariantCulture), [FormatKey] = Format });
            writer.Commit();
        }

        if (!TryOpen(vocabulary))
        {
            throw new IOException($"The index in {folder} cannot be read right after it was written.");
        }
    }

    /// <summary>Closes it for readers; the next question opens or builds it.</summary>
    public void Close() => Replace(null);

    public void Dispose()
    {
        Close();
        changing.Dispose();
    }

    private bool IsHealthy()
    {
        try
        {
            using var directory = FSDirectory.Open(folder);
            return !DirectoryReader.IndexExists(directory) || DirectoryReader.ListCommits(directory).Count > 0;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return false;
        }
    }

    private void Replace(IndexSnapshot? snapshot) => Interlocked.Exchange(ref current, snapshot)?.Leave();
}
