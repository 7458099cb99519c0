using Leineweber.Feel.Messages;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Dmn.Running;

/// <summary>Brings a result into its declared type; what does not fit is null, with a message (DMN 1.5, 10.3.2.9.4).</summary>
internal sealed class CoercionNode(Node inner, FeelType type) : Node(inner.Span)
{
    internal static Node Wrap(Node inner, FeelType type) => ReferenceEquals(type, FeelType.Any) ? inner : new CoercionNode(inner, type);

    internal override Value Run(Evaluation e, Env? env)
    {
        var value = inner.Run(e, env);
        return Coercion.To(value, type) ?? e.Fail(Span, Code.ResultType, value, type);
    }
}
