using System.CommandLine;
using Leineweber.Commands;
using Leineweber.Foundation.Sicherung;

// What the parser says of a wrong command is in German too.
System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("de");
try
{
    // Requests under way are finished before the program ends; the default would cut them off after two seconds.
    return await Root.Build().Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(6) });
}
catch (SicherungException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
catch (CommandRefusal refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
catch (System.Data.Common.DbException outage)
{
    await Console.Error.WriteLineAsync($"Die Datenbank antwortet nicht wie erwartet: {outage.Message}");
    return 1;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Abgebrochen.");
    return 1;
}
catch (Exception error)
{
    await Console.Error.WriteLineAsync(error.ToString());
    return 1;
}
