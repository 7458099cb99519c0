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
        if (!await Exists(blob.Sha256, cancel))
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

        try
        {
            using var answer = await client.GetObjectAsync(bucket, KeyOf(sha256), cancel);
            var memory = new MemoryStream();
            await answer.ResponseStream.CopyToAsync(memory, cancel);
            var bytes = memory.ToArray();
            return Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256
                ? bytes
                : throw new InvalidDataException($"Blob {sha256} is damaged: its content no longer matches its name.");
        }
        catch (AmazonS3Exception error) when (error.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            throw new FileNotFoundException($"No blob {sha256}.", error);
        }
    }

    public async Task<bool> Exists(string sha256, CancellationToken cancel)
    {
        try
        {
            await client.GetObjectMetadataAsync(bucket, KeyOf(sha256), cancel);
            return true;
        }
        catch (AmazonS3Exception error) when (error.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private string KeyOf(string sha256) => $"{prefix}/{sha256[..2]}/{sha256[2..4]}/{sha256}";
}
