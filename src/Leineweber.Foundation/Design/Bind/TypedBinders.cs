using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>Marks a <c>long</c> of cents that a <c>lw-money</c> field fills.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class CentsAttribute : ModelBinderAttribute
{
    /// <summary>Reads the field with <see cref="Typed.Money"/>.</summary>
    public CentsAttribute() => BinderType = typeof(CentsBinder);
}

internal sealed class CentsBinder : TypedBinder<long>
{
    protected override long? Read(string text) => Typed.Money(text);

    protected override string Help => T("Bitte geben Sie den Betrag so ein: 1.234,50");
}

internal sealed class DateBinder : TypedBinder<DateOnly>
{
    protected override DateOnly? Read(string text) => Typed.Date(text);

    protected override string Help => T("Bitte geben Sie das Datum so ein: 24.11.2026");
}

internal sealed class ClockBinder : TypedBinder<TimeOnly>
{
    protected override TimeOnly? Read(string text) => Typed.Clock(text);

    protected override string Help => T("Bitte geben Sie die Uhrzeit so ein: 14:30");
}

/// <summary>Keeps what was typed and says how to type it where it cannot be read; an empty field is null.</summary>
internal abstract class TypedBinder<T> : IModelBinder where T : struct
{
    protected abstract string Help { get; }

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var values = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (values == ValueProviderResult.None)
        {
            return Task.CompletedTask;
        }

        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, values);
        var text = values.FirstValue;
        if (string.IsNullOrWhiteSpace(text))
        {
            if (bindingContext.ModelMetadata.IsReferenceOrNullableType)
            {
                bindingContext.Result = ModelBindingResult.Success(null);
            }
            else
            {
                bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, Help);
            }
        }
        else if (Read(text) is { } value)
        {
            bindingContext.Result = ModelBindingResult.Success(value);
        }
        else
        {
            bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, Help);
        }

        return Task.CompletedTask;
    }

    protected abstract T? Read(string text);
}

internal sealed class TypedBinders : IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context) => context.Metadata.UnderlyingOrModelType switch
    {
        var type when type == typeof(DateOnly) => new DateBinder(),
        var type when type == typeof(TimeOnly) => new ClockBinder(),
        _ => null,
    };
}
