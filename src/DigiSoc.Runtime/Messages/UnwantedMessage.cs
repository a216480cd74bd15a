using DigiSoc.Feel;

namespace DigiSoc.Runtime;

/// <summary>A message that is kept because nobody waits for it.</summary>
/// <param name="MessageId">The engine's own id, to withdraw it by.</param>
/// <param name="CorrelationKey">The key it was published with.</param>
/// <param name="Variables">Its content.</param>
/// <param name="PublishedAt">When the engine stored it.</param>
public sealed record UnwantedMessage(Guid MessageId, string CorrelationKey, FeelContext Variables, DateTimeOffset PublishedAt);
