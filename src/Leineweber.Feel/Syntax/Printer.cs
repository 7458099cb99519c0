using System.Runtime.CompilerServices;
using System.Text;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Syntax;

/// <summary>Prints a syntax tree as FEEL, with brackets only where the grammar needs them.</summary>
internal sealed class Printer
{
    // How strongly an expression binds, weakest first: an operand that binds less strongly than its place needs brackets.
    private const int Whole = 0, Or = 1, And = 2, Comparing = 3, Adding = 4, Multiplying = 5, Raising = 6, Unary = 7, Postfix = 8;

    private readonly StringBuilder text = new();

    internal static string Print(Expr expr)
    {
        var printer = new Printer();
        if (expr is UnaryTests tests)
        {
            printer.Tests(tests);
        }
        else
        {
            printer.Write(expr, Whole);
        }

        return printer.text.ToString();
    }

    private static int Strength(Expr expr) => expr switch
    {
        Binary { Operator: BinaryOperator.Or } => Or,
        Binary { Operator: BinaryOperator.And } => And,
        Binary { Operator: <= BinaryOperator.GreaterOrEqual } or Between or InExpr => Comparing,
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } => Adding,
        Binary { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } => Multiplying,
        Binary => Raising,
        Negation or Literal { Value: NumberValue { Number.Sign: < 0 } } => Unary,
        IfExpr or ForExpr or Quantified or FunctionExpr => Whole,
        _ => Postfix,
    };

    private void Write(Expr expr, int place)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var bracketed = Strength(expr) < place;
        text.Append(bracketed ? "(" : "");
        Plain(expr);
        text.Append(bracketed ? ")" : "");
    }

    private void Plain(Expr expr)
    {
        switch (expr)
        {
            case Literal literal:
                text.Append(ValuePrinter.Print(literal.Value));
                break;
            case NameRef name:
                text.Append(name.Name);
                break;
            case PathExpr path:
                Write(path.Source, Postfix);
                text.Append('.').Append(path.Member);
                break;
            case Binary binary:
                Operation(binary);
                break;
            case Negation negation:
                text.Append('-');
                Write(negation.Operand, Unary);
                break;
            case Between between:
                Parts(Adding, between.Subject, " between ", between.Low, " and ", between.High);
                break;
            case InExpr test:
                Write(test.Subject, Adding);
                text.Append(" in (");
                Join(test.Tests.Tests, Test);
                text.Append(')');
                break;
            case InstanceOf instance:
                Write(instance.Subject, Postfix);
                text.Append(" instance of ").Append(instance.Tested);
                break;
            case IfExpr choice:
                text.Append("if ");
                Parts(Whole, choice.Condition, " then ", choice.Then, " else ", choice.Else);
                break;
            case ForExpr loop:
                Loop("for ", loop.Iterators, " return ", loop.Body);
                break;
            case Quantified quantified:
                Loop(quantified.Every ? "every " : "some ", quantified.Iterators, " satisfies ", quantified.Condition);
                break;
            default:
                Bracketed(expr);
                break;
        }
    }

    private void Bracketed(Expr expr)
    {
        switch (expr)
        {
            case FilterExpr filter:
                Write(filter.Source, Postfix);
                text.Append('[');
                Write(filter.Condition, Whole);
                text.Append(']');
                break;
            case Invocation call:
                Call(call);
                break;
            case ListExpr list:
                text.Append('[');
                Join(list.Items, item => Test(item));
                text.Append(']');
                break;
            case ContextExpr context:
                text.Append('{');
                Join(context.Entries, entry =>
                {
                    text.Append(ValuePrinter.Print(new TextValue(entry.Key.Name))).Append(": ");
                    Write(entry.Value, Whole);
                });
                text.Append('}');
                break;
            case RangeExpr range:
                text.Append(range.StartIncluded ? '[' : '(');
                Parts(Adding, range.Start, "..", range.End);
                text.Append(range.EndIncluded ? ']' : ')');
                break;
            case Comparison comparison:
                text.Append('(');
                Test(comparison);
                text.Append(')');
                break;
            case FunctionExpr function:
                text.Append("function(");
                Join(function.Parameters, p => text.Append(p.Name).Append(p.Type == FeelType.Any ? "" : $": {p.Type}"));
                text.Append(function.External ? ") external " : ") ");
                Write(function.Body, Whole);
                break;
            default:
                text.Append("null");
                break;
        }
    }

    private void Operation(Binary binary)
    {
        var strength = Strength(binary);
        var sign = binary.Operator switch
        {
            BinaryOperator.Or => " or ",
            BinaryOperator.And => " and ",
            BinaryOperator.Add => " + ",
            BinaryOperator.Subtract => " - ",
            BinaryOperator.Multiply => " * ",
            BinaryOperator.Divide => " / ",
            BinaryOperator.Power => " ** ",
            var op => $" {Sign(op)} ",
        };
        Write(binary.Left, strength);
        text.Append(sign);
        Write(binary.Right, strength + 1);
    }

    private static string Sign(BinaryOperator op) => op switch
    {
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        _ => ">=",
    };

    private void Parts(int place, params ReadOnlySpan<object> parts)
    {
        foreach (var part in parts)
        {
            if (part is Expr expr)
            {
                Write(expr, place);
            }
            else
            {
                text.Append(part);
            }
        }
    }

    private void Loop(string keyword, IReadOnlyList<Iterator> iterators, string then, Expr body)
    {
        text.Append(keyword);
        Join(iterators, iterator =>
        {
            text.Append(iterator.Variable.Name).Append(" in ");
            Write(iterator.Domain, Whole);
            if (iterator.To is { } to)
            {
                text.Append("..");
                Write(to, Whole);
            }
        });
        text.Append(then);
        Write(body, Whole);
    }

    private void Call(Invocation call)
    {
        Write(call.Callee, Postfix);
        text.Append('(');
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            text.Append(i > 0 ? ", " : "").Append(call.Names is { } names ? names[i] + ": " : "");
            Write(call.Arguments[i], Whole);
        }

        text.Append(')');
    }

    private void Tests(UnaryTests tests)
    {
        text.Append(tests.Tests.Count == 0 ? "-" : tests.Negated ? "not(" : "");
        Join(tests.Tests, Test);
        text.Append(tests.Negated ? ")" : "");
    }

    private void Test(Expr test)
    {
        if (test is Comparison comparison)
        {
            text.Append(Sign(comparison.Operator)).Append(' ');
            Write(comparison.Operand, Adding);
        }
        else
        {
            Write(test, Whole);
        }
    }

    private void Join<T>(IReadOnlyList<T> parts, Action<T> write)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            text.Append(i > 0 ? ", " : "");
            write(parts[i]);
        }
    }
}
