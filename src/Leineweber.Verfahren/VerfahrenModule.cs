using Leineweber.Akten;
using Leineweber.Formulare;
using Leineweber.Formulare.Fill;
using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Seeding;
using Leineweber.Organisation;
using Leineweber.Postkorb;
using Leineweber.Verfahren.Decide;
using Leineweber.Verfahren.Follow;
using Leineweber.Verfahren.Handle;
using Leineweber.Verfahren.Intake;
using Leineweber.Verfahren.Measure;
using Leineweber.Verfahren.Request;
using Leineweber.Verfahren.Seeding;
using Leineweber.Verfahren.Worklist;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Verfahren;

/// <summary>Floor 13: what happens to an Antrag in the office.</summary>
public sealed class VerfahrenModule : IModule
{
    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddRight(VerfahrenRechte.Bearbeiten, "Vorgänge bearbeiten, Unterlagen nachfordern, entscheiden", Rolle.Sachbearbeitung);
        services.AddRight(VerfahrenRechte.Zeichnen, "Bescheide anderer zeichnen (Vier-Augen-Prinzip)", Rolle.Zeichnung);
        services.AddRight(VerfahrenRechte.Auswerten, "Auswertung ansehen", Rolle.Leitung, Rolle.Betrieb, Rolle.Redaktion);
        services.AddRight(VerfahrenRechte.Betrieb, "Betrieb ansehen, angehaltene Aufträge neu starten", Rolle.Betrieb);

        services.AddScoped<Konten.Daten.IAuskunft, VerfahrenAuskunft>();
        services.AddScoped<Arbeitskorb>();
        services.AddScoped<Vorgangsansicht>();
        services.AddScoped<Vorgangsbearbeitung>();
        services.AddScoped<Nachforderungen>();
        services.AddScoped<Schriftwechsel>();
        services.AddScoped<Bescheide>();
        services.AddScoped<Verfahrensstaende>();
        services.AddScoped<IAntragsstand, Antragsstaende>();
        services.AddScoped<Auswertung>();
        services.AddScoped<Bescheiddruck>();
        services.AddScoped<Bekanntgabestand>();
        services.AddScoped<Antragsablage>();
        services.AddScoped<Eingangsbestaetigung>();
        services.AddScoped<ISeed, BriefvorlagenSeed>();
        services.AddScoped<INavigation, VerfahrenNavigation>();

        services.AddJob<AntragEingegangen, WhenAntragEingegangen>();
        services.AddJob<AntragZurueckgezogen, WhenAntragZurueckgezogen>();
        services.AddJob<AntwortEingegangen, WhenAntwortEingegangen>();
        services.AddJob<NachrichtZugestellt, WhenNachrichtZugestellt>();
        services.AddJob<NachrichtAbgerufen, WhenNachrichtAbgerufen>();
        services.AddJob<BereitstellungBeendet, WhenBereitstellungBeendet>();
        services.AddJob<AkteGeschuetzt, WhenAkteGeschuetzt>();
        services.AddJob<TypesetBescheid, TypesetBescheidJob>();
        services.AddJob<SealBescheid, SealBescheidJob>();
        services.AddJob<DeliverBescheid, DeliverBescheidJob>();
    }
}
