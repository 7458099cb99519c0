using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.DataAnnotations;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>Registers the look of the house: frame, reading of fields, messages, assets.</summary>
public static class DesignModule
{
    /// <summary>Adds the services.</summary>
    public static void AddDesign(this IServiceCollection services)
    {
        services.AddScoped<PageFrame>();
        services.AddScoped<INavigation, CityNavigation>();
        services.Configure<MvcOptions>(mvc =>
        {
            mvc.ModelBinderProviders.Insert(0, new TypedBinders());
            mvc.Filters.Add(new FillFrame());
            Speak(mvc.ModelBindingMessageProvider);
        });

        // After MVC's own providers: they add what this one changes.
        services.PostConfigure<MvcOptions>(mvc => mvc.ModelMetadataDetailsProviders.Add(new RequiredWords()));
        services.Configure<MvcDataAnnotationsLocalizationOptions>(annotations =>
            annotations.DataAnnotationLocalizerProvider = (_, _) => new TextsLocalizer());
        services.AddSingleton<IStringLocalizerFactory, TextsLocalizerFactory>();
    }

    /// <summary>Maps style sheets, scripts, fonts and the choice of light or dark.</summary>
    public static void MapDesign(this IEndpointRouteBuilder routes)
    {
        routes.MapAssets();
        routes.MapTheme();
        routes.MapDarstellung();
    }

    private static void Speak(Microsoft.AspNetCore.Mvc.ModelBinding.Metadata.DefaultModelBindingMessageProvider messages)
    {
        messages.SetValueMustNotBeNullAccessor(_ => T("Bitte füllen Sie dieses Feld aus."));
        messages.SetMissingBindRequiredValueAccessor(_ => T("Bitte füllen Sie dieses Feld aus."));
        messages.SetMissingKeyOrValueAccessor(() => T("Bitte füllen Sie dieses Feld aus."));
        messages.SetMissingRequestBodyRequiredValueAccessor(() => T("Es sind keine Angaben angekommen. Bitte versuchen Sie es noch einmal."));
        messages.SetValueMustBeANumberAccessor(_ => T("Bitte geben Sie eine Zahl ein."));
        messages.SetNonPropertyValueMustBeANumberAccessor(() => T("Bitte geben Sie eine Zahl ein."));
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => T("„{0}“ können wir hier nicht verwenden. Bitte prüfen Sie die Angabe.", value));
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => T("„{0}“ können wir hier nicht verwenden. Bitte prüfen Sie die Angabe.", value));
        messages.SetValueIsInvalidAccessor(value => T("„{0}“ können wir hier nicht verwenden. Bitte prüfen Sie die Angabe.", value));
        messages.SetUnknownValueIsInvalidAccessor(_ => T("Das können wir hier nicht verwenden. Bitte prüfen Sie die Angabe."));
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => T("Das können wir hier nicht verwenden. Bitte prüfen Sie die Angabe."));
    }

    private sealed class TextsLocalizerFactory : IStringLocalizerFactory
    {
        public IStringLocalizer Create(Type resourceSource) => new TextsLocalizer();

        public IStringLocalizer Create(string baseName, string location) => new TextsLocalizer();
    }

    /// <summary>Lets <c>[Required(ErrorMessage = …)]</c> speak through <see cref="T(string)"/>.</summary>
    private sealed class TextsLocalizer : IStringLocalizer
    {
        public LocalizedString this[string name] => new(name, T(name));

        public LocalizedString this[string name, params object[] arguments] => new(name, T(name, arguments));

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
    }
}
