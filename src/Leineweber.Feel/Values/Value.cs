using Leineweber.Feel.Numbers;

namespace Leineweber.Feel;

/// <summary>The kinds of FEEL values (DMN 1.5, 10.3.2.3).</summary>
public enum ValueKind
{
    Null,
    Boolean,
    Number,
    Text,
    Date,
    Time,
    DateTime,
    Months,
    Duration,
    List,
    Context,
    Range,
    Function,
}

/// <summary>An immutable FEEL value; safe to share between threads.</summary>
public abstract class Value
{
    private protected Value()
    {
    }

    public abstract ValueKind Kind { get; }

    public static Value Null => NullValue.Instance;

    public bool IsNull => ReferenceEquals(this, NullValue.Instance);

    public static implicit operator Value(string text) => new TextValue(text);

    public static implicit operator Value(bool truth) => BooleanValue.Of(truth);

    public static implicit operator Value(int number) => new NumberValue(number);

    public static implicit operator Value(long number) => new NumberValue(number);

    public static implicit operator Value(decimal number) => new NumberValue(Decimal34.FromDecimal(number));

    /// <summary>The value as a FEEL expression that gives it back; functions print their signature.</summary>
    public sealed override string ToString() => Runtime.ValuePrinter.Print(this);
}

/// <summary>No value: unknown, or the result of an operation that does not apply (DMN 1.5, 10.3.2.1).</summary>
public sealed class NullValue : Value
{
    internal static readonly NullValue Instance = new();

    private NullValue()
    {
    }

    public override ValueKind Kind => ValueKind.Null;
}

/// <summary><c>true</c> or <c>false</c>; there are only these two objects.</summary>
public sealed class BooleanValue : Value
{
    public static readonly BooleanValue True = new(true);
    public static readonly BooleanValue False = new(false);

    private BooleanValue(bool truth) => Truth = truth;

    public override ValueKind Kind => ValueKind.Boolean;

    public bool Truth { get; }

    public static BooleanValue Of(bool truth) => truth ? True : False;

    /// <summary>Three-valued: <c>null</c> stands for unknown.</summary>
    public static Value Of(bool? truth) => truth is { } known ? Of(known) : Null;
}

/// <summary>A number of 34 digits.</summary>
public sealed class NumberValue(Decimal34 number) : Value
{
    private static readonly NumberValue[] Small = [.. Enumerable.Range(0, 129).Select(n => new NumberValue(n))];

    /// <summary>As a field, so that comparing does not copy it.</summary>
    internal readonly Decimal34 Raw = number;

    public override ValueKind Kind => ValueKind.Number;

    public Decimal34 Number => Raw;

    internal static int Compare(NumberValue a, NumberValue b) => Decimal34.Compare(in a.Raw, in b.Raw);

    internal static NumberValue Of(int n) => n is >= 0 and <= 128 ? Small[n] : new NumberValue(n);

    /// <summary>The number, or null where the operation had no result.</summary>
    internal static Value Of(Decimal34? number) => number is { } known ? new NumberValue(known) : Null;
}

/// <summary>A string. Positions and lengths count Unicode characters, not UTF-16 units.</summary>
public sealed class TextValue(string text) : Value
{
    public override ValueKind Kind => ValueKind.Text;

    public string Text { get; } = text;
}
