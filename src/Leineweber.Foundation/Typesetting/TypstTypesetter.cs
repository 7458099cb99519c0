using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Leineweber.Foundation.Typesetting;

/// <summary>Typst in a small pool of node processes, started when first needed and replaced when they hang, die or have worked enough.</summary>
internal sealed class TypstTypesetter(IOptions<TypesettingOptions> settings, TimeProvider clock, ILogger<TypstTypesetter> log)
    : ITypesetter, IDisposable
{
    private const int MaxJob = 32_000_000;
    private readonly TypesettingOptions options = settings.Value;
    private readonly SemaphoreSlim places = new(settings.Value.Workers);
    private readonly ConcurrentStack<TypesettingWorker> idle = new();
    private readonly Lazy<string> folder = new(() => TypesettingFolder.Find(settings.Value.Folder));
    private volatile bool disposed;

    /// <inheritdoc />
    public async Task<byte[]> Render(Typeset job, CancellationToken cancel)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new
        {
            template = job.Template,
            data = job.Data,
            title = job.Title,
            language = job.Language,
            time = clock.GetUtcNow().ToUnixTimeSeconds(),
        });
        if (bytes.Length > MaxJob)
        {
            throw new TypesettingException($"The data of the document has {bytes.Length} bytes, more than {MaxJob}.");
        }

        await places.WaitAsync(cancel);
        try
        {
            return await RenderOnce(bytes, cancel) ?? await RenderOnce(bytes, cancel)
                ?? throw new TypesettingException("The typesetting worker died twice. Is node installed? The log has its last words.");
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Ends all workers.</summary>
    public void Dispose()
    {
        disposed = true;
        while (idle.TryPop(out var worker))
        {
            worker.Dispose();
        }
    }

    /// <returns>The document, or null where the worker died: it may have been ill before.</returns>
    private async Task<byte[]?> RenderOnce(byte[] job, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var worker = idle.TryPop(out var free) ? free : TypesettingWorker.Start(folder.Value, options, log);
        var healthy = false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.Timeout);
        try
        {
            var pdf = await worker.Render(job, limit.Token);
            healthy = true;
            return pdf;
        }
        catch (TypesettingException)
        {
            healthy = true;
            throw;
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new TypesettingException($"The document took longer than {options.Timeout.TotalSeconds:0} seconds.", e);
        }
        catch (IOException e)
        {
            log.LogWarning(e, "A typesetting worker died");
            return null;
        }
        finally
        {
            PutBack(worker, healthy);
        }
    }

    private void PutBack(TypesettingWorker worker, bool healthy)
    {
        if (!healthy || disposed || worker.Documents >= options.DocumentsPerWorker)
        {
            worker.Dispose();
            return;
        }

        idle.Push(worker);
        if (disposed)
        {
            Dispose();
        }
    }
}
