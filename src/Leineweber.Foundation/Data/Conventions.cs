using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Leineweber.Foundation.Data;

/// <summary>How values are kept, for all modules alike: instants in UTC cut to milliseconds, enums by name.</summary>
internal static class Conventions
{
    public static void Apply(ModelConfigurationBuilder configuration)
    {
        configuration.Properties<DateTime>().HaveConversion<UtcInstant>();
        configuration.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    internal sealed class UtcInstant() : ValueConverter<DateTime, DateTime>(
        value => Clock.Cut(value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value),
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}
