using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Leineweber.Foundation.Data;

/// <summary>Runs PostgreSQL's own programs. The password goes through the environment, never through the list of arguments others can see.</summary>
internal static class PostgresTool
{
    /// <exception cref="InvalidOperationException">The program is not installed or says that it failed; the message says what to do.</exception>
    public static async Task Run(string program, string connectionString, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["PGHOST"] = connection.Host;
        start.Environment["PGPORT"] = connection.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGDATABASE"] = connection.Database;
        start.Environment["PGUSER"] = connection.Username;
        start.Environment["PGPASSWORD"] = connection.Password;
        start.Environment["PGAPPNAME"] = "leineweber";
        start.Environment["PGSSLMODE"] = connection.SslMode switch
        {
            SslMode.VerifyFull => "verify-full",
            SslMode.VerifyCA => "verify-ca",
            var mode => mode.ToString().ToLowerInvariant(),
        };
        using var process = Start(start);
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var error = process.StandardError.ReadToEndAsync(cancel);
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        await output;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ist gescheitert: {(await error).Trim()}");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException($"Es fehlt das Programm {start.FileName}. Unter Debian: apt install postgresql-client", error);
        }
    }
}
