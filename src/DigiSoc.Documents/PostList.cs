namespace DigiSoc.Documents;

/// <summary>The lists of the post room. Words of the interface; not stored.</summary>
public enum PostList
{
    /// <summary>Print jobs to hand to the post or to the addressee, oldest first.</summary>
    ToPost = 1,

    /// <summary>Handed to the post, last one first.</summary>
    Posted = 2,

    /// <summary>Came back on any channel, last one first.</summary>
    Returned = 3,
}
