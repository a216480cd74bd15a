namespace DigiSoc.Bpmn;

/// <summary>One <c>digisoc:</c> extension element, for example <c>&lt;digisoc:lookup item="fpr.identity" purpose="gmi-benefit"/&gt;</c>.</summary>
/// <param name="Name">Its local name: norm, lookup, deadline …</param>
/// <param name="Attributes">Its attributes by local name.</param>
public sealed record DigisocExtension(string Name, IReadOnlyDictionary<string, string> Attributes);
