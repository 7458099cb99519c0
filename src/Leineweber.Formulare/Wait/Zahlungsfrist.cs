using Leineweber.Foundation;
using Leineweber.Foundation.Tenancy;
using Leineweber.Zahlungen;

namespace Leineweber.Formulare.Wait;

/// <summary>Until when something must be paid: always to the end of a day in the city.</summary>
internal static class Zahlungsfrist
{
    /// <summary>Days a bank transfer may take; where a city takes transfers nothing lapses before.</summary>
    public const int BankDays = 3;

    /// <summary>The last minute of the day that comes after this many days.</summary>
    public static DateTime End(DateTime now, int days) => Show.Utc(Show.Day(now).AddDays(days).ToDateTime(new TimeOnly(23, 59)));

    /// <summary>When it lapses: at the end, or some days later where the money may be on its way through a bank.</summary>
    public static DateTime WithGrace(Tenant tenant, DateTime end) => Bankverbindung.Of(tenant) is null ? end : end.AddDays(BankDays);
}
