using DigiSoc.Sandbox.Personas;

namespace DigiSoc.Sandbox.Behaviour;

/// <summary>The behaviour set for each register and channel. Safe for concurrent use.</summary>
internal sealed class BehaviourBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Target, string? PersonCode), BehaviourSetting> _settings = [];
    private readonly IReadOnlyList<Persona> _personas;

    public BehaviourBook(IReadOnlyList<Persona> personas)
    {
        _personas = personas;
        Reset();
    }

    /// <summary>Registers and channels that can be told to misbehave.</summary>
    public static IReadOnlyList<string> Targets { get; } = [.. Registers.RegisterNames.All, .. Inboxes.InboxNames.All];

    public void Set(string target, BehaviourSetting setting)
    {
        lock (_lock)
        {
            if (setting.IsPlain)
            {
                _settings.Remove((target, setting.PersonCode));
                return;
            }

            _settings[(target, setting.PersonCode)] = setting;
        }
    }

    /// <summary>Back to the start: only what the personas bring.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _settings.Clear();
            foreach (var failure in _personas.SelectMany(persona => persona.Failures))
            {
                _settings[(failure.Register, failure.PersonCode)] = Of(failure);
            }
        }
    }

    /// <summary>The behaviour for the next call, a person's own before the register's; uses up one of its times.</summary>
    public BehaviourSetting Take(string target, string? personCode)
    {
        lock (_lock)
        {
            var key = _settings.ContainsKey((target, personCode)) ? (target, personCode) : (target, null);
            if (!_settings.TryGetValue(key, out var setting))
            {
                return new BehaviourSetting();
            }

            UseUp(key, setting);
            return setting;
        }
    }

    public IReadOnlyDictionary<string, IReadOnlyList<BehaviourSetting>> All()
    {
        lock (_lock)
        {
            return _settings.GroupBy(entry => entry.Key.Target, StringComparer.Ordinal).ToDictionary(
                group => group.Key,
                group => (IReadOnlyList<BehaviourSetting>)[.. group.Select(entry => entry.Value)],
                StringComparer.Ordinal);
        }
    }

    private void UseUp((string Target, string? PersonCode) key, BehaviourSetting setting)
    {
        if (setting.Times == 1)
        {
            _settings.Remove(key);
        }
        else if (setting.Times is { } times)
        {
            _settings[key] = setting with { Times = times - 1 };
        }
    }

    private static BehaviourSetting Of(PersonaFailure failure)
    {
        var person = new BehaviourSetting { PersonCode = failure.PersonCode };
        return failure.Behaviour switch
        {
            "down" => person with { Down = "unavailable" },
            "slow" => person with { SlowMs = 2000 },
            _ => person with { Wrong = failure.Behaviour },
        };
    }
}
