namespace Leineweber.Foundation;

/// <summary>An expected "no": a rule of law or of the house stands against the request. Shown to the person as it is.</summary>
/// <param name="Code">Stable, for tests, statistics and the API, e.g. <c>vorgang.already-decided</c>.</param>
/// <param name="Message">What the person reads, in their language, saying what to do.</param>
public sealed record Refusal(string Code, string Message);

/// <summary>What the write lane needs to know of a result: was it refused, so that nothing may be kept?</summary>
public interface IOutcome
{
    /// <summary>The refusal, or null where the request succeeded.</summary>
    Refusal? Refusal { get; }
}

/// <summary>Either a value or a <see cref="Foundation.Refusal"/>. Bugs and outages are exceptions, never outcomes.</summary>
public readonly struct Outcome<T> : IOutcome
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    /// <inheritdoc />
    public Refusal? Refusal { get; }

    /// <summary>True where there is a value.</summary>
    public bool IsOk => Refusal is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The request was refused: ask <see cref="IsOk"/> first.</exception>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"Refused: {Refusal.Code}");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    /// <summary>A value; needed where <typeparamref name="T"/> is an interface, which allows no implicit conversion.</summary>
    public static Outcome<T> Of(T value) => new(value, null);

    /// <summary>Continues with the value or with the refusal.</summary>
    public TResult Match<TResult>(Func<T, TResult> ok, Func<Refusal, TResult> refused) =>
        Refusal is null ? ok(value!) : refused(Refusal);
}

/// <summary>The empty value of an <see cref="Outcome{T}"/> that only says "done".</summary>
public readonly record struct Done
{
    /// <summary>The one value.</summary>
    public static readonly Done It;
}
