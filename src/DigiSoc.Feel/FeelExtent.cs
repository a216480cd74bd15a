namespace DigiSoc.Feel;

/// <summary>What is known of the entries that a context type does not name. The less is known, the smaller the number.</summary>
public enum FeelExtent
{
    /// <summary>Nothing: there may be others, as in the type <c>context</c>.</summary>
    AtLeast,

    /// <summary>None are expected: whoever stated the type stated all that is to be used, but values may bring more.</summary>
    Stated,

    /// <summary>There are none: the context is made with these entries.</summary>
    Exactly,
}
