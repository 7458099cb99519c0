using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Web;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Leineweber.Foundation.Ablage;

/// <summary>Blobs in an S3 bucket under <c>tenant/aa/bb/hash</c>.</summary>
internal sealed class S3Ablage : IAblage
{
    private const int MostTries = 4;
    private readonly AmazonS3Client client;
    private readonly string bucket;
    private readonly string prefix;
    private readonly string host;
    private readonly string scratch;
    private readonly AblageKeys keys;
    private readonly TimeSpan patience;

    /// <param name="address"><c>https://KEY:SECRET@host[:port]/bucket[?region=R&amp;wartezeit=SECONDS]</c>, key and secret percent-encoded.</param>
    /// <param name="tenantKey">Prefix of all objects.</param>
    /// <param name="scratch">Local folder for uploads on their way: the hash must be known before the object's name.</param>
    /// <param name="keys">The tenant's data keys.</param>
    public S3Ablage(string address, string tenantKey, string scratch, AblageKeys keys)
    {
        var uri = new Uri(address);
        var login = uri.UserInfo.Split(':', 2);
        var settings = HttpUtility.ParseQueryString(uri.Query);
        bucket = uri.AbsolutePath.Trim('/');
        prefix = tenantKey;
        host = uri.Host;
        this.scratch = scratch;
        this.keys = keys;
        patience = TimeSpan.FromSeconds(double.TryParse(settings["wartezeit"], CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? seconds : 30);
        client = new AmazonS3Client(
            new BasicAWSCredentials(Uri.UnescapeDataString(login[0]), login.Length > 1 ? Uri.UnescapeDataString(login[1]) : ""),
            new AmazonS3Config
            {
                ServiceURL = uri.GetLeftPart(UriPartial.Scheme) + uri.Authority[(uri.Authority.IndexOf('@') + 1)..],
                ForcePathStyle = true,
                AuthenticationRegion = settings["region"] ?? "eu-central-1",
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
                Timeout = patience,
                // Tried again here, where also an answer that breaks off half-way counts.
                MaxErrorRetry = 0,
            });
    }

    /// <summary>Ends it with its tenant. Not <see cref="IDisposable"/>: requests borrow it, and what a request's services hand out is disposed of with the request.</summary>
    public void Close() => client.Dispose();

    public async Task<Blob> Put(Stream content, long mostBytes, CancellationToken cancel)
    {
        var blob = await new FileAblage(scratch, keys).Put(content, mostBytes, cancel);
        var path = ScratchOf(blob.Sha256);
        if (!await Has(KeyOf(blob.Sha256), cancel))
        {
            await Upload(KeyOf(blob.Sha256), path, cancel);
        }

        File.Delete(path);
        return blob;
    }

    public async Task<byte[]> Read(string sha256, CancellationToken cancel)
    {
        if (!AblageExtensions.IsSha256(sha256))
        {
            throw new FileNotFoundException("Not the name of a blob.");
        }

        var bytes = await Download(KeyOf(sha256), cancel)
            ?? (await Recover(sha256, cancel) ? await Download(KeyOf(sha256), cancel) : null)
            ?? throw new FileNotFoundException($"No blob {sha256}.");
        return keys.Open(sha256, bytes);
    }

    public async Task<bool> Renew(string sha256, CancellationToken cancel)
    {
        var stored = await Download(KeyOf(sha256), cancel) ?? throw new FileNotFoundException($"No blob {sha256}.");
        if (keys.IsCurrent(stored))
        {
            return false;
        }

        await new FileAblage(scratch, keys).Put(keys.Open(sha256, stored), cancel);
        await Upload(KeyOf(sha256), ScratchOf(sha256), cancel);
        File.Delete(ScratchOf(sha256));
        return true;
    }

    public async Task<bool> Exists(string sha256, CancellationToken cancel) =>
        AblageExtensions.IsSha256(sha256) && (await Has(KeyOf(sha256), cancel) || await Has(AsideOf(sha256), cancel));

    public async IAsyncEnumerable<StoredBlob> List(bool discarded, [EnumeratorCancellation] CancellationToken cancel)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = discarded ? $"{prefix}/papierkorb/" : $"{prefix}/" };
        do
        {
            var page = await Try(stop => client.ListObjectsV2Async(request, stop), cancel);
            foreach (var item in page?.S3Objects ?? [])
            {
                var name = item.Key[(item.Key.LastIndexOf('/') + 1)..];
                if (AblageExtensions.IsSha256(name) && item.Key == (discarded ? AsideOf(name) : KeyOf(name)))
                {
                    yield return new StoredBlob(name, item.Size ?? 0, (item.LastModified ?? default).ToUniversalTime());
                }
            }

            request.ContinuationToken = page?.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    public Task Discard(string sha256, CancellationToken cancel) => Rename(KeyOf(sha256), AsideOf(sha256), cancel);

    public async Task<bool> Recover(string sha256, CancellationToken cancel)
    {
        if (!await Has(AsideOf(sha256), cancel))
        {
            return false;
        }

        await Rename(AsideOf(sha256), KeyOf(sha256), cancel);
        return true;
    }

    public Task Destroy(string sha256, CancellationToken cancel) => Try(stop => client.DeleteObjectAsync(bucket, AsideOf(sha256), stop), cancel);

    private Task Upload(string key, string path, CancellationToken cancel) => Try(
        stop => client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, FilePath = path, UseChunkEncoding = false, ContentType = "application/octet-stream" }, stop),
        cancel);

    private Task<byte[]?> Download(string key, CancellationToken cancel) => Try(async stop =>
    {
        using var answer = await client.GetObjectAsync(bucket, key, stop);
        var memory = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(memory, stop);
        return memory.Length == answer.ContentLength ? memory.ToArray() : throw new IOException("The answer broke off.");
    }, cancel);

    private async Task<bool> Has(string key, CancellationToken cancel) =>
        await Try(stop => client.GetObjectMetadataAsync(bucket, key, stop), cancel) is not null;

    private async Task Rename(string from, string to, CancellationToken cancel)
    {
        // The new name first: in between it is there twice, never nowhere. Read and written, since not every store copies within itself alike.
        var bytes = await Download(from, cancel) ?? throw new FileNotFoundException($"No object {from}.");
        await Try(stop => client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = to, InputStream = new MemoryStream(bytes, writable: false), UseChunkEncoding = false, ContentType = "application/octet-stream" }, stop), cancel);
        await Try(stop => client.DeleteObjectAsync(bucket, from, stop), cancel);
    }

    /// <summary>Asks the store, again with growing pauses where it fails; each try has its time.</summary>
    /// <returns>The answer; null where the object is not there.</returns>
    /// <exception cref="IOException">The store does not answer, or answers with an error.</exception>
    private async Task<T?> Try<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancel)
        where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(patience);
            try
            {
                return await ask(limit.Token);
            }
            catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode != "NoSuchBucket")
            {
                return null;
            }
            catch (AmazonClientException error) when (attempt == MostTries && error.Message.Contains("hash", StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidDataException("The object is damaged: the store itself calculates another hash.", error);
            }
            catch (Exception error) when (!cancel.IsCancellationRequested && MayPass(error) && attempt < MostTries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 * Math.Pow(3, attempt - 1) * (0.5 + Random.Shared.NextDouble())), cancel);
            }
            catch (Exception error) when (!cancel.IsCancellationRequested)
            {
                throw new IOException($"The object store {host} {(error is OperationCanceledException or TimeoutException ? $"did not answer within {patience.TotalSeconds} seconds" : $"failed: {error.Message}")} (tried {attempt} times).", error);
            }
        }
    }

    private static bool MayPass(Exception error) => error is not AmazonS3Exception answer
        || (int)answer.StatusCode is 0 or 408 or 429 or >= 500;

    private string ScratchOf(string sha256) => Path.Combine(scratch, sha256[..2], sha256[2..4], sha256);

    private string KeyOf(string sha256) => $"{prefix}/{sha256[..2]}/{sha256[2..4]}/{sha256}";

    private string AsideOf(string sha256) => $"{prefix}/papierkorb/{sha256}";
}
