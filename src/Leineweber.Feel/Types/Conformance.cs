using System.Runtime.CompilerServices;

namespace Leineweber.Feel.Types;

/// <summary>Which types stand in for which, and which values belong to a type (DMN 1.5, 10.3.2.9.2, 10.3.2.9.4).</summary>
internal static class Conformance
{
    /// <summary>Whether each value of <paramref name="type"/> is one of <paramref name="target"/>.</summary>
    internal static bool Conforms(FeelType type, FeelType target)
    {
        // Types may contain themselves.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return ConformsHere(type, target);
    }

    private static bool ConformsHere(FeelType type, FeelType target) => (type.Structure, target.Structure) switch
    {
        (var a, var b) when ReferenceEquals(a, b) || b == FeelType.Any || a == FeelType.Null => true,
        (SimpleType a, SimpleType b) => a == b,
        (ListType a, ListType b) => Conforms(a.Element, b.Element),
        (RangeType a, RangeType b) => Conforms(a.Element, b.Element),
        (ContextType a, ContextType b) => b.Members.All(m => a.Find(m.Key) is { } own && Conforms(own, m.Value)),
        (FunctionType, FunctionType { IsAny: true }) => true,
        (FunctionType a, FunctionType b) => a.Parameters.Count == b.Parameters.Count
            && a.Parameters.Zip(b.Parameters).All(p => Conforms(p.Second, p.First))
            && Conforms(a.Result, b.Result),
        _ => false,
    };

    /// <summary>Whether the value belongs to the type; null belongs to every type but counts as an instance of Null only.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The type.</param>
    /// <param name="allowedOnly">Whether the allowed values of item definitions count; <c>instance of</c> asks for the structure only.</param>
    internal static bool IsInstance(Value value, FeelType type, bool allowedOnly = true)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (type.Structure == FeelType.Any)
        {
            return !value.IsNull;
        }

        return (type.Structure, value) switch
        {
            (SimpleType simple, _) => simple.Kind == value.Kind,
            (ListType list, ListValue items) => AllInstances(items, list.Element, allowedOnly),
            (ContextType context, ContextValue entries) => context.Members.All(m => entries.Find(m.Key) is { } own && BelongsTo(own, m.Value, allowedOnly)),
            (RangeType range, RangeValue ends) => BelongsTo(ends.Start, range.Element) && BelongsTo(ends.End, range.Element)
                && !(ends.Start.IsNull && ends.End.IsNull),
            (FunctionType, FunctionValue function) => Conforms(function.Type, type),
            _ => false,
        } && (!allowedOnly || Allowed(value, type));
    }

    /// <summary>Like <see cref="IsInstance"/>, but null fits everywhere.</summary>
    internal static bool BelongsTo(Value value, FeelType type, bool allowedOnly = true) => value.IsNull || IsInstance(value, type, allowedOnly);

    private static bool AllInstances(ListValue items, FeelType element, bool allowedOnly)
    {
        if (element.Structure == FeelType.Any && element is not ItemType)
        {
            return true;
        }

        foreach (var item in items.Items)
        {
            if (!BelongsTo(item, element, allowedOnly))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Allowed(Value value, FeelType type)
    {
        for (var t = type as ItemType; t is not null; t = t.Declared as ItemType)
        {
            if (t.Allows is { } allows && !allows(value))
            {
                return false;
            }
        }

        return true;
    }
}
