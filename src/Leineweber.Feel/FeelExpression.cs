using Leineweber.Feel.Binding;
using Leineweber.Feel.Functions;
using Leineweber.Feel.Messages;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Syntax;
using Leineweber.Feel.Types;

namespace Leineweber.Feel;

/// <summary>A variable that an expression may use; give <see cref="FeelType.Any"/> where the type is not known.</summary>
public sealed record Variable(string Name, FeelType Type);

/// <summary>The value of an expression, and why it is null where it is.</summary>
public sealed record FeelResult(Value Value, IReadOnlyList<Message> Messages);

/// <summary>A FEEL expression or unary tests, parsed once; immutable, safe to evaluate on many threads (DMN 1.5, chapter 10).</summary>
public sealed class FeelExpression
{
    /// <summary>The state of the last evaluation of this thread, to be used again; taken out while in use.</summary>
    [ThreadStatic]
    private static Evaluation? spare;

    private readonly Node node;

    private FeelExpression(string source, IReadOnlyList<Variable> variables, Expr syntax, IReadOnlyList<Message> messages, Node node)
    {
        Source = source;
        Variables = variables;
        Syntax = syntax;
        Messages = messages;
        this.node = node;
    }

    public string Source { get; }

    /// <summary>The variables it was parsed with, in the order in which <see cref="Evaluate(Value[], Limits, TimeProvider)"/> takes their values.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>What is wrong with the text; empty when all is well.</summary>
    public IReadOnlyList<Message> Messages { get; }

    public bool IsValid => Messages.Count == 0;

    /// <summary>The static type of the result, Any when not known.</summary>
    public FeelType Type => Syntax.Type;

    internal Expr Syntax { get; }

    /// <summary>Parses an expression against typed variables. Never throws: mistakes are in <see cref="Messages"/>.</summary>
    public static FeelExpression Parse(string source, params IReadOnlyList<Variable> variables)
    {
        var messages = new List<Message>();
        var expr = Parser.ParseExpression(source, Around(variables), messages);
        return new FeelExpression(source, variables, expr, messages, Binder.Bind(expr));
    }

    /// <summary>Parses unary tests, as in a cell of a decision table. Evaluate them with the value under test as first variable, named <c>?</c>.</summary>
    public static FeelExpression ParseTests(string source, FeelType input, params IReadOnlyList<Variable> variables)
    {
        var messages = new List<Message>();
        IReadOnlyList<Variable> all = [new Variable("?", input), .. variables];
        var tests = Parser.ParseTests(source, input, Around(all), messages);
        var node = Binder.BindTests(tests);
        return new FeelExpression(source, all, tests, messages, new InNode(tests.Span, new InputNode(tests.Span, 0), node));
    }

    private static Surroundings Around(IReadOnlyList<Variable> variables)
    {
        var scope = new Scope(Library.Scope);
        for (var i = 0; i < variables.Count; i++)
        {
            scope.Declare(new Symbol(variables[i].Name, variables[i].Type) { Input = i });
        }

        return new Surroundings(scope);
    }

    /// <summary>Evaluates with the values of the variables by name; missing ones are null.</summary>
    public FeelResult Evaluate(ContextValue values, Limits? limits = null, TimeProvider? clock = null)
    {
        var inputs = new Value[Variables.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = values.Find(Variables[i].Name) ?? Value.Null;
        }

        return Evaluate(inputs, limits, clock);
    }

    /// <summary>Evaluates with the values of <see cref="Variables"/> in order. The array must not change meanwhile.</summary>
    public FeelResult Evaluate(Value[] inputs, Limits? limits = null, TimeProvider? clock = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs.Length, Variables.Count);
        var evaluation = new Evaluation(limits ?? Limits.Default, clock ?? TimeProvider.System) { Inputs = inputs };
        var value = Run(evaluation);
        return new FeelResult(value, evaluation.Messages);
    }

    /// <summary>Evaluates without a report: the fastest way to a condition's truth. Everything but true is false.</summary>
    public bool IsTrue(params Value[] inputs)
    {
        var evaluation = spare ?? new Evaluation(Limits.Default, TimeProvider.System);
        spare = null;
        evaluation.Reset(inputs);
        var truth = ReferenceEquals(Run(evaluation), BooleanValue.True);
        evaluation.Reset([]);
        spare = evaluation;
        return truth;
    }

    private Value Run(Evaluation evaluation)
    {
        try
        {
            return node.Run(evaluation, null);
        }
        catch (LimitException e)
        {
            return evaluation.AfterLimit(e.Code, [.. e.Arguments]);
        }
        catch (InsufficientExecutionStackException)
        {
            return evaluation.AfterLimit(Code.DepthLimit);
        }
    }

    /// <summary>The expression in normal form; parsing it gives an expression with the same meaning.</summary>
    public override string ToString() => Printer.Print(Syntax);
}
