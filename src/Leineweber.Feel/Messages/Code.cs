namespace Leineweber.Feel.Messages;

/// <summary>Kinds of trouble; the words stand in <see cref="Catalog"/>.</summary>
public enum Code
{
    // Reading the text.
    Unexpected,
    UnexpectedEnd,
    Expected,
    UnclosedText,
    UnclosedComment,
    TooDeep,
    TooLong,
    NumberTooLarge,
    NoDate,
    NoKey,
    DuplicateKey,
    MixedArguments,
    UnknownType,
    UnknownName,
    UnknownNameSuggest,
    NotUnderstood,

    // Evaluation.
    UnknownParameter,
    ArgumentCount,
    ArgumentType,
    NoFunction,
    NoSuchFunction,
    NotComparable,
    NotCalculable,
    DivisionByZero,
    NumberRange,
    ConditionNotBoolean,
    NotIterable,
    NoMember,
    BadArgument,
    BadPattern,
    ExternalFunction,
    ResultType,
    NotAllowed,

    // Limits.
    StepLimit,
    DepthLimit,
    ListLimit,
    TextLimit,
    PatternTime,

    // Decision tables and models.
    SeveralRules,
    RulesDisagree,
    NoRule,
    AggregateType,
    InputNotAllowed,
    OutputNotAllowed,
    MissingInput,
    UnknownReference,
    CyclicReference,
    RowWidth,
    ConstantCondition,
    TypesNeverEqual,
    TableGap,
    TableOverlap,
    NeverFires,
    NotXml,
    NotDmn,
    UnsupportedLanguage,
}
