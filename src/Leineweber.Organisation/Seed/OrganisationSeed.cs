using Leineweber.Foundation.Seeding;
using Leineweber.Organisation.Import;

namespace Leineweber.Organisation.Seed;

/// <summary>Brings <c>organisation.yaml</c> of a city's folder into the plan.</summary>
internal sealed class OrganisationSeed(Organisationsimport import) : ISeed
{
    public int Floor => 4;

    public async Task Seed(SeedSource source, CancellationToken cancel)
    {
        if (!File.Exists(source.Path("organisation.yaml")))
        {
            return;
        }

        var outcome = await import.Run(source.Path("organisation.yaml"), cancel);
        source.Tell(outcome.Match(report => $"{report.Added} Organisationseinheiten", refusal => throw new InvalidDataException(refusal.Message)));
    }
}
