using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Leineweber.Foundation.Design;

/// <summary>Needed fields say so in the reader's language. Texts of the query (<c>SupportsGet</c>) may be empty: an empty filter is no mistake.</summary>
internal sealed class RequiredWords : IValidationMetadataProvider, IDisplayMetadataProvider
{
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
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
        if (context.Key.ModelType == typeof(string) && context.Attributes.OfType<BindPropertyAttribute>().Any(bind => bind.SupportsGet))
        {
            context.DisplayMetadata.ConvertEmptyStringToNull = false;
        }
    }
}
