using System.CommandLine;
using Leineweber.Feel;
using Leineweber.Feel.Messages;
using Leineweber.Feel.Types;

namespace Leineweber.Commands;

/// <summary><c>feel</c>: evaluates one expression, to try the language.</summary>
internal static class FeelCommand
{
    public static Command Build()
    {
        var expression = new Argument<string>("expression") { Description = "Ausdruck in FEEL, zum Beispiel: Besucher > 1000" };
        var context = new Option<string>("--context") { Description = "Werte der Variablen als JSON, zum Beispiel: {\"Besucher\": 1200}", DefaultValueFactory = _ => "{}" };
        var command = new Command("feel", "Rechnet einen FEEL-Ausdruck aus") { expression, context };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(expression), parsed.GetRequiredValue(context)));
        return command;
    }

    private static int Run(string expression, string json)
    {
        if (JsonValues.Parse(json) is not ContextValue context)
        {
            Console.Error.WriteLine("Die Werte müssen ein JSON-Objekt sein, zum Beispiel {\"Besucher\": 1200}.");
            return 2;
        }

        var parsed = FeelExpression.Parse(expression, [.. context.Entries.Select(e => new Variable(e.Key, FeelType.Of(e.Value)))]);
        var result = parsed.Evaluate(context);
        Console.WriteLine(result.Value);
        foreach (var message in parsed.Messages.Concat(result.Messages).DistinctBy(m => (m.Code, m.Span)))
        {
            Console.Error.WriteLine(message.TextWithPlace(Language.German));
        }

        return parsed.IsValid ? 0 : 1;
    }
}
