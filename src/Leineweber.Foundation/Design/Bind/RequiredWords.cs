using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Leineweber.Foundation.Design;

/// <summary>Needed fields say so in the reader's language. What comes from the query (<c>SupportsGet</c>) may be missing or empty: a list without
/// a filter is no mistake. ASP.NET Core would demand it wherever the type is not nullable.</summary>
internal sealed class RequiredWords : IValidationMetadataProvider, IDisplayMetadataProvider
{
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        if (FromQuery(context.Attributes) && !context.Attributes.OfType<RequiredAttribute>().Any())
        {
            foreach (var inferred in context.ValidationMetadata.ValidatorMetadata.OfType<RequiredAttribute>().ToList())
            {
                context.ValidationMetadata.ValidatorMetadata.Remove(inferred);
            }

            context.ValidationMetadata.IsRequired = false;
        }

        foreach (var required in context.ValidationMetadata.ValidatorMetadata.OfType<RequiredAttribute>())
        {
            if (required.ErrorMessage is null && required.ErrorMessageResourceName is null)
            {
                required.ErrorMessage = "Bitte füllen Sie dieses Feld aus.";
            }
        }
    }

    public void CreateDisplayMetadata(DisplayMetadataProviderContext context)
    {
        if (context.Key.ModelType == typeof(string) && FromQuery(context.Attributes))
        {
            context.DisplayMetadata.ConvertEmptyStringToNull = false;
        }
    }

    private static bool FromQuery(IEnumerable<object> attributes) => attributes.OfType<BindPropertyAttribute>().Any(bind => bind.SupportsGet);
}
