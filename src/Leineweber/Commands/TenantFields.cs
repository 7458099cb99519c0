using System.Text.RegularExpressions;
using Leineweber.Foundation;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Commands;

/// <summary>A tenant's settings as <c>name=value</c>: how <c>tenant set</c> takes and <c>tenant show</c> gives them.</summary>
internal static partial class TenantFields
{
    public const string Help =
        "NAME=WERT, mehrere möglich. Namen: name, host (mehrere mit Komma), adresse, absender, farbe (#rrggbb), postanschrift (Zeilen mit |) und jede Einstellung aus Kapitel 2 des Handbuchs, "
        + "z. B. mail.smtp=…; ein leerer Wert nimmt sie weg. NAME=@DATEI liest den Wert aus einer Datei, damit Geheimnisse nicht in der Befehlsliste stehen";

    /// <summary>The settings after the changes; refused as a whole where one of them is wrong.</summary>
    public static Outcome<Tenant> Change(Tenant tenant, IEnumerable<string> changes)
    {
        foreach (var change in changes)
        {
            if (change.Split('=', 2) is not [{ Length: > 0 } name, var text])
            {
                return new Refusal("tenant.not-a-change", $"'{change}' ist keine Änderung. Bitte schreiben Sie NAME=WERT.");
            }

            if (text.StartsWith('@') && !File.Exists(text[1..]))
            {
                return new Refusal("tenant.no-such-file", $"Die Datei {text[1..]} gibt es nicht.");
            }

            var value = (text.StartsWith('@') ? File.ReadAllText(text[1..]) : text).Trim();
            if (One(tenant, name, value) is not { } changed)
            {
                return new Refusal("tenant.unknown-field", $"'{name}' lässt sich so nicht setzen. Namen: {string.Join(", ", Of(tenant with { Settings = new Dictionary<string, string>() }).Select(field => field.Name))} und Einstellungen wie mail.smtp.");
            }

            tenant = changed;
        }

        return tenant;
    }

    /// <summary>All settings by name; what is secret is not shown.</summary>
    public static IEnumerable<(string Name, string Value)> Of(Tenant tenant) =>
    [
        ("name", tenant.Name),
        ("host", string.Join(',', tenant.Hosts)),
        ("adresse", tenant.Address),
        ("absender", tenant.MailFrom),
        ("farbe", tenant.Colour ?? ""),
        ("postanschrift", string.Join('|', tenant.PostalAddress)),
        .. tenant.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => (setting.Key, Secret().IsMatch(setting.Key) ? "***" : setting.Value)),
    ];

    private static Tenant? One(Tenant tenant, string name, string value) => name switch
    {
        "name" => tenant with { Name = value },
        "host" or "hosts" => tenant with { Hosts = [.. value.ToLowerInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()] },
        "adresse" or "address" => tenant with { Address = value },
        "absender" or "mailFrom" => tenant with { MailFrom = value },
        "farbe" or "colour" => tenant with { Colour = value.Length == 0 ? null : value.ToLowerInvariant() },
        "postanschrift" or "postalAddress" => tenant with { PostalAddress = [.. value.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)] },
        _ when Setting().IsMatch(name) => tenant with
        {
            Settings = new Dictionary<string, string>(tenant.Settings.Where(setting => setting.Key != name)
                .Concat(value.Length == 0 ? [] : [KeyValuePair.Create(name, value)])),
        },
        _ => null,
    };

    [GeneratedRegex(@"^(?:[a-zA-Z][\w-]*(?:\.[\w-]+)+|clamav)$")]
    private static partial Regex Setting();

    [GeneratedRegex(@"secret|kennwort|passwor[dt]|geheim|smtp|token", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
