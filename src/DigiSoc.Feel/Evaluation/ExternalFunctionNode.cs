namespace DigiSoc.Feel.Evaluation;

/// <summary><c>function(…) external {java: {class: …, method signature: …}}</c>, answered from the white list.</summary>
internal sealed class ExternalFunctionNode : Node
{
    private readonly FeelParameter[] _parameters;
    private readonly Node _description;

    internal ExternalFunctionNode(FeelParameter[] parameters, Node description)
    {
        (_parameters, _description) = (parameters, description);
        Height = description.Height + 1;
    }

    internal override IEnumerable<Node> Parts => [_description];

    internal override FeelValue Evaluate(Frame frame)
    {
        var description = _description.Evaluate(frame);
        frame.Call.Span = Span;
        return FeelExternal.Find(description, _parameters, frame.Call);
    }
}
