namespace Leineweber.Feel.Messages;

/// <summary>The words of all messages, German and English.</summary>
internal static class Catalog
{
    private static readonly Dictionary<Code, (string German, string English)> Words = new()
    {
        [Code.Unexpected] = ("„{0}“ wird hier nicht erwartet.", "“{0}” is not expected here."),
        [Code.UnexpectedEnd] = ("Der Ausdruck hört zu früh auf. Es fehlt noch etwas.", "The expression ends too early. Something is missing."),
        [Code.Expected] = ("Hier wird „{0}“ erwartet, es steht aber „{1}“ da.", "“{0}” is expected here, but there is “{1}”."),
        [Code.UnclosedText] = ("Dem Text fehlt das schließende Anführungszeichen.", "The text lacks its closing quotation mark."),
        [Code.UnclosedComment] = ("Dem Kommentar fehlt das Ende „*/“.", "The comment lacks its end “*/”."),
        [Code.TooDeep] = ("Der Ausdruck ist zu tief verschachtelt. Bitte teilen Sie ihn auf.", "The expression is nested too deeply. Please split it."),
        [Code.TooLong] = ("Der Ausdruck ist zu lang (höchstens {0}). Bitte teilen Sie ihn auf.", "The expression is too long (at most {0}). Please split it."),
        [Code.NumberTooLarge] = ("Die Zahl {0} ist zu groß.", "The number {0} is too large."),
        [Code.NoDate] = (
            "„{0}“ ist kein Datum, keine Uhrzeit und keine Dauer. So ist es richtig: @\"2026-12-31\", @\"23:59:00\", @\"P14D\".",
            "“{0}” is no date, time or duration. Write it like this: @\"2026-12-31\", @\"23:59:00\", @\"P14D\"."),
        [Code.NoKey] = ("Hier wird ein Name mit Doppelpunkt erwartet, es steht aber „{0}“ da.", "A name with a colon is expected here, but there is “{0}”."),
        [Code.DuplicateKey] = ("Ein Name kommt im selben Kontext zweimal vor.", "A name occurs twice in the same context."),
        [Code.MixedArguments] = ("Geben Sie entweder allen Werten einen Namen oder keinem.", "Give either all values a name or none."),
        [Code.UnknownType] = ("Den Typ „{0}“ gibt es nicht.", "There is no type “{0}”."),
        [Code.UnknownName] = ("„{0}“ ist nicht bekannt.", "“{0}” is not known."),
        [Code.UnknownNameSuggest] = ("„{0}“ ist nicht bekannt. Meinten Sie „{1}“?", "“{0}” is not known. Did you mean “{1}”?"),
        [Code.NotUnderstood] = ("Diese Stelle ist nicht richtig geschrieben und hat deshalb keinen Wert.", "This part is not written correctly and so has no value."),
        [Code.UnknownParameter] = ("Die Funktion hat keinen Parameter „{0}“.", "The function has no parameter “{0}”."),
        [Code.ArgumentCount] = ("Die Funktion braucht {0} Werte, bekommt aber {1}.", "The function needs {0} values but gets {1}."),
        [Code.ArgumentType] = ("„{0}“ muss vom Typ {1} sein.", "“{0}” must be of type {1}."),
        [Code.NoFunction] = ("Hier steht keine Funktion, die man aufrufen kann.", "This is no function that can be called."),
        [Code.NoSuchFunction] = ("Mit diesen Werten lässt sich „{0}“ nicht aufrufen.", "“{0}” cannot be called with these values."),
        [Code.NotComparable] = ("{0} und {1} lassen sich nicht vergleichen.", "{0} and {1} cannot be compared."),
        [Code.NotCalculable] = ("Mit {0} und {1} lässt sich so nicht rechnen.", "One cannot calculate like this with {0} and {1}."),
        [Code.DivisionByZero] = ("Durch null kann man nicht teilen.", "One cannot divide by zero."),
        [Code.NumberRange] = ("Das Ergebnis ist zu groß oder keine Zahl.", "The result is too large or no number."),
        [Code.ConditionNotBoolean] = ("Die Bedingung ist weder wahr noch falsch.", "The condition is neither true nor false."),
        [Code.NotIterable] = ("Hier wird eine Liste oder ein Bereich erwartet.", "A list or a range is expected here."),
        [Code.NoMember] = ("Es gibt hier kein „{0}“.", "There is no “{0}” here."),
        [Code.BadArgument] = ("Die Funktion „{0}“ kann mit diesem Wert nichts anfangen: {1}.", "The function “{0}” cannot use this value: {1}."),
        [Code.BadPattern] = ("Das Suchmuster „{0}“ ist nicht richtig.", "The pattern “{0}” is not correct."),
        [Code.ExternalFunction] = (
            "Funktionen außerhalb von FEEL (Java, PMML) werden aus Gründen der Sicherheit nicht ausgeführt.",
            "Functions outside FEEL (Java, PMML) are not run, for reasons of security."),
        [Code.ResultType] = ("Das Ergebnis {0} ist nicht vom Typ {1}.", "The result {0} is not of type {1}."),
        [Code.NotAllowed] = ("Der Wert {0} ist für {1} nicht erlaubt.", "The value {0} is not allowed for {1}."),
        [Code.StepLimit] = ("Die Berechnung dauert zu lange und wurde abgebrochen.", "The computation takes too long and was stopped."),
        [Code.DepthLimit] = ("Die Funktionen rufen sich zu tief gegenseitig auf.", "The functions call each other too deeply."),
        [Code.ListLimit] = ("Die Liste wird zu lang (höchstens {0}).", "The list becomes too long (at most {0})."),
        [Code.TextLimit] = ("Der Text wird zu lang (höchstens {0} Zeichen).", "The text becomes too long (at most {0} characters)."),
        [Code.PatternTime] = ("Das Suchmuster braucht zu lange.", "The pattern takes too long."),
        [Code.SeveralRules] = (
            "Mehrere Regeln treffen zu ({0}), erlaubt ist nur eine.", "Several rules match ({0}), only one is allowed."),
        [Code.RulesDisagree] = ("Die Regeln {0} treffen zu, haben aber verschiedene Ergebnisse.", "The rules {0} match but have different results."),
        [Code.NoRule] = ("Keine Regel trifft zu.", "No rule matches."),
        [Code.AggregateType] = ("Die Ergebnisse der Regeln lassen sich nicht zusammenfassen.", "The results of the rules cannot be aggregated."),
        [Code.InputNotAllowed] = ("Die Eingabe „{0}“ hat den Wert {1}, der nicht vorgesehen ist.", "The input “{0}” has the value {1}, which is not provided for."),
        [Code.OutputNotAllowed] = ("Das Ergebnis {1} ist für „{0}“ nicht vorgesehen.", "The result {1} is not provided for “{0}”."),
        [Code.MissingInput] = ("Die Eingabe „{0}“ fehlt.", "The input “{0}” is missing."),
        [Code.UnknownReference] = ("Der Verweis „{0}“ führt ins Leere.", "The reference “{0}” leads nowhere."),
        [Code.CyclicReference] = ("„{0}“ hängt von sich selbst ab.", "“{0}” depends on itself."),
        [Code.RowWidth] = ("Die Zeile hat {0} Zellen, es müssen {1} sein.", "The row has {0} cells, there must be {1}."),
        [Code.ConstantCondition] = ("Diese Bedingung ist immer {0}.", "This condition is always {0}."),
        [Code.TypesNeverEqual] = ("{0} und {1} können nie gleich sein.", "{0} and {1} can never be equal."),
        [Code.TableGap] = ("Für diesen Fall gibt es keine Regel: {0}.", "There is no rule for this case: {0}."),
        [Code.TableOverlap] = ("Die Regeln {0} und {1} treffen beide zu, zum Beispiel bei: {2}.", "The rules {0} and {1} both match, for example with: {2}."),
        [Code.NeverFires] = ("Die Regel {0} kann nie zutreffen.", "The rule {0} can never match."),
        [Code.NotXml] = ("Die Datei ist kein gültiges XML: {0}", "The file is no valid XML: {0}"),
        [Code.NotDmn] = ("Die Datei ist kein DMN-Modell (1.1 bis 1.5).", "The file is no DMN model (1.1 to 1.5)."),
        [Code.UnsupportedLanguage] = ("Ausdrücke in der Sprache „{0}“ werden nicht unterstützt.", "Expressions in the language “{0}” are not supported."),
    };

    internal static string Text(Code code, Language language) =>
        language == Language.German ? Words[code].German : Words[code].English;

    /// <summary>All codes have words: a test holds this.</summary>
    internal static bool Knows(Code code) => Words.ContainsKey(code);

    internal static Severity SeverityOf(Code code) => code switch
    {
        Code.ConstantCondition or Code.TypesNeverEqual or Code.TableGap or Code.TableOverlap or Code.NeverFires => Severity.Warning,
        _ => Severity.Error,
    };
}
