using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Leineweber.Foundation;

/// <summary>Texts of the program in the reader's language. German is written in the code and is the key; English comes from
/// the embedded <c>Texts.en.json</c> of the modules.</summary>
/// <remarks>Use with <c>using static Leineweber.Foundation.Texts;</c>; every view has it. A text without English is shown in German,
/// and a test names it.</remarks>
public static class Texts
{
    private const string Resource = "Texts.en.json";
    private static readonly ConcurrentDictionary<string, string> English = new(StringComparer.Ordinal);

    static Texts()
    {
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Read(loaded.LoadedAssembly);
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            Read(assembly);
        }
    }

    /// <summary>The text in the language of the current reader.</summary>
    /// <param name="german">The German text as a literal, so that the test finds it.</param>
    public static string T(string german) =>
        Sprache.IsEnglish && English.TryGetValue(german, out var english) ? english : german;

    /// <summary>The text in the language of the current reader with values in place of <c>{0}</c>, <c>{1}</c> …, formatted as the reader writes numbers and dates.</summary>
    public static string T(string german, params object?[] values) => string.Format(Sprache.Format, T(german), values);

    private static void Read(Assembly assembly)
    {
        if (assembly.IsDynamic || assembly.GetName().Name?.StartsWith("Leineweber", StringComparison.OrdinalIgnoreCase) != true)
        {
            return;
        }

        using var stream = assembly.GetManifestResourceStream(Resource);
        if (stream is null)
        {
            return;
        }

        foreach (var (german, english) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
        {
            English[german] = english;
        }
    }
}
