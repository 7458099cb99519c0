using System.Net;
using Leineweber.Commands;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Tests.Sicherheit;

/// <summary>Where the program goes on its own: into the public internet and where the operator says, encrypted.</summary>
public sealed class OutboundTests
{
    private static readonly Installation Plain = new() { DataFolder = "/nirgends" };

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("93.184.216.34", true)]
    [InlineData("2a01:4f8::1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.2", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("203.0.113.9", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2002:a00:1::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void Private_and_special_addresses_are_not_public(string address, bool isPublic) => Assert.Equal(isPublic, Outbound.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://10.255.255.1:9/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[fd00::1]:9/")]
    public async Task An_address_in_a_private_network_is_not_even_connected_to(string address)
    {
        using var http = new HttpClient(Outbound.Handler(Plain)) { Timeout = TimeSpan.FromMinutes(1) };
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(address, TestContext.Current.CancellationToken));
        Assert.Contains("LEINEWEBER_INTERNE_ZIELE", error.Message + error.InnerException?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_means_this_machine_is_refused_unless_the_operator_lists_it()
    {
        // Debian gives a machine's own name a loopback address; servers of tests listen on no other.
        var name = Dns.GetHostName();
        var own = (await Dns.GetHostAddressesAsync(name, TestContext.Current.CancellationToken)).FirstOrDefault(IPAddress.IsLoopback);
        Assert.SkipWhen(own is null, $"The name of this machine ({name}) has no loopback address.");
        var listener = new System.Net.Sockets.TcpListener(own, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var serving = Serve(listener);
        using var refused = new HttpClient(Outbound.Handler(Plain));
        await Assert.ThrowsAsync<HttpRequestException>(() => refused.GetStringAsync($"http://{name}:{port}/", TestContext.Current.CancellationToken));
        using var here = new HttpClient(Outbound.Handler(Plain));
        Assert.Equal("da", await here.GetStringAsync($"http://{(own.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{own}]" : own)}:{port}/", TestContext.Current.CancellationToken));
        using var allowed = new HttpClient(Outbound.Handler(Plain with { InternalHosts = [name.ToUpperInvariant()] }));
        Assert.Equal("da", await allowed.GetStringAsync($"http://{name}:{port}/", TestContext.Current.CancellationToken));
        listener.Stop();
        await serving;
    }

    [Theory]
    [InlineData("sqlite", true)]
    [InlineData("Host=127.0.0.1;Database=x", true)]
    [InlineData("Host=localhost,::1;Database=x", true)]
    [InlineData("Host=/var/run/postgresql;Database=x", true)]
    [InlineData("Host=db.intern;Database=x;SSL Mode=VerifyFull", true)]
    [InlineData("Host=db.intern;Database=x;SSL Mode=VerifyCA", true)]
    [InlineData("Host=db.intern;Database=x", false)]
    [InlineData("Host=db.intern;Database=x;SSL Mode=Prefer", false)]
    [InlineData("Host=db.intern;Database=x;SSL Mode=Require", false)]
    [InlineData("Host=localhost,db.intern:5432;Database=x", false)]
    [InlineData("Host=[::1]:5432;Database=x", true)]
    [InlineData("Host=127.0.0.1:5433;Database=x", true)]
    [InlineData("Host=alt.intern;Database=x", true)]
    public void A_database_on_another_machine_is_reached_encrypted_or_not_at_all(string database, bool isGood) =>
        Assert.Equal(isGood, Encryption.Problem(Plain with { Database = database, PlainHosts = ["ALT.intern"] }) is null);

    [Theory]
    [InlineData("https://k:g@s3.intern/b", true)]
    [InlineData("http://k:g@127.0.0.1:9000/b", true)]
    [InlineData("http://k:g@s3.intern/b", false)]
    [InlineData("http://k:g@alt.intern/b", true)]
    public void A_store_of_documents_on_another_machine_is_reached_encrypted_or_not_at_all(string store, bool isGood) =>
        Assert.Equal(isGood, Encryption.Problem(Plain with { ObjectStore = store, PlainHosts = ["alt.intern"] }) is null);

    [Fact]
    public void The_program_says_so_and_does_not_start()
    {
        var folder = Directory.CreateTempSubdirectory("lw-leitung-").FullName;
        var error = Assert.Throws<CommandRefusal>(() => InstallationFile.Merge(folder, "Host=db.intern;Database=x;Password=sehr-geheim", null, isDemo: false));
        Assert.Contains("SSL Mode=VerifyFull", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sehr-geheim", error.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task Serve(System.Net.Sockets.TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                // The whole request is read: what is left unread would reset the connection before the answer is there.
                using var reader = new StreamReader(stream, leaveOpen: true);
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                }

                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nda"u8.ToArray());
            }
        }
        catch (Exception stopped) when (stopped is System.Net.Sockets.SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The listener was stopped.
        }
    }
}
