using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Leineweber.Foundation.Ablage;

/// <summary>Blobs in an S3 bucket under <c>tenant/aa/bb/hash</c>.</summary>
internal sealed class S3Ablage : IAblage
{
    private readonly AmazonS3Client client;
    private readonly string bucket;
    private readonly string prefix;
    private readonly string scratch;

    /// <param name="address"><c>https://KEY:SECRET@host[:port]/bucket</c>, key and secret percent-encoded.</param>
    /// <param name="tenantKey">Prefix of all objects.</param>
    /// <param name="scratch">Local folder for uploads on their way: the hash must be known before the object's name.</param>
    public S3Ablage(string address, string tenantKey, string scratch)
    {
        var uri = new Uri(address);
        var login = uri.UserInfo.Split(':', 2);
        bucket = uri.AbsolutePath.Trim('/');
        prefix = tenantKey;
        this.scratch = scratch;
        client = new AmazonS3Client(
            new BasicAWSCredentials(Uri.UnescapeDataString(login[0]), login.Length > 1 ? Uri.UnescapeDataString(login[1]) : ""),
            new AmazonS3Config
            {
                ServiceURL = uri.GetLeftPart(UriPartial.Scheme) + uri.Authority[(uri.Authority.IndexOf('@') + 1)..],
                ForcePathStyle = true,
                AuthenticationRegion = "eu-central-1",
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
                Timeout = TimeSpan.FromSeconds(60),
                MaxErrorRetry = 3,
            });
    }

    public async Task<Blob> Put(Stream content, long mostBytes, CancellationToken cancel)
    {
        var local = new FileAblage(scratch);
        var blob = await local.Put(content, mostBytes, cancel);
        var path = Path.Combine(scratch, blob.Sha256[..2], blob.Sha256[2..4], blob.Sha256);
        if (!await Has(KeyOf(blob.Sha256), cancel))
        {
            await client.PutObjectAsync(
                new PutObjectRequest { BucketName = bucket, Key = KeyOf(blob.Sha256), FilePath = path, UseChunkEncoding = false, ContentType = "application/octet-stream" },
                cancel);
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
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256
            ? bytes
            : throw new InvalidDataException($"Blob {sha256} is damaged: its content no longer matches its name.");
    }

    public async Task<bool> Exists(string sha256, CancellationToken cancel) =>
        AblageExtensions.IsSha256(sha256) && (await Has(KeyOf(sha256), cancel) || await Has(AsideOf(sha256), cancel));

    public async IAsyncEnumerable<StoredBlob> List(bool discarded, [EnumeratorCancellation] CancellationToken cancel)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = discarded ? $"{prefix}/papierkorb/" : $"{prefix}/" };
        do
        {
            var page = await client.ListObjectsV2Async(request, cancel);
            foreach (var item in page.S3Objects ?? [])
            {
                var name = item.Key[(item.Key.LastIndexOf('/') + 1)..];
                if (AblageExtensions.IsSha256(name) && item.Key == (discarded ? AsideOf(name) : KeyOf(name)))
                {
                    yield return new StoredBlob(name, item.Size ?? 0, (item.LastModified ?? default).ToUniversalTime());
                }
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
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

    public Task Destroy(string sha256, CancellationToken cancel) => client.DeleteObjectAsync(bucket, AsideOf(sha256), cancel);

    private async Task<byte[]?> Download(string key, CancellationToken cancel)
    {
        try
        {
            using var answer = await client.GetObjectAsync(bucket, key, cancel);
            var memory = new MemoryStream();
            await answer.ResponseStream.CopyToAsync(memory, cancel);
            return memory.ToArray();
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<bool> Has(string key, CancellationToken cancel)
    {
        try
        {
            await client.GetObjectMetadataAsync(bucket, key, cancel);
            return true;
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private async Task Rename(string from, string to, CancellationToken cancel)
    {
        // The new name first: in between it is there twice, never nowhere.
        await client.CopyObjectAsync(bucket, from, bucket, to, cancel);
        await client.DeleteObjectAsync(bucket, from, cancel);
    }

    private string KeyOf(string sha256) => $"{prefix}/{sha256[..2]}/{sha256[2..4]}/{sha256}";

    private string AsideOf(string sha256) => $"{prefix}/papierkorb/{sha256}";
}
