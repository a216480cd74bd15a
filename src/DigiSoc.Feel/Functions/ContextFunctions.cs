using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Typing;

namespace DigiSoc.Feel.Functions;

/// <summary>Functions of contexts (DMN table 81).</summary>
internal static class ContextFunctions
{
    internal static IReadOnlyList<BuiltInFunction> All { get; } =
    [
        new("get value", "The entry of a context by its name, or by a path of names.")
        {
            Forms =
            [
                new("m: context, key: string", (a, c) => Get(a[0].AsContext(), a[1].AsString(), c)),
                new("context: context, keys: list", GetPath),
            ],
            Examples = [new("get value({key1: \"value1\"}, \"key1\")", "\"value1\""), new("get value({key1: 1}, \"key2\")", "null")],
            NullWhen = "there is no such entry",
        },
        new("get entries", "The entries as contexts of key and value, in order.")
        {
            Gives = ResultTypes.Entries,
            Forms = [new("m: context", (a, _) => FeelValue.Of(FeelList.From(a[0].AsContext().Select(Entry))))],
            Examples = [new("get entries({a: 1, b: 2})", "[{key: \"a\", value: 1}, {key: \"b\", value: 2}]")],
        },
        new("context", "A context of entries given as contexts of key and value.")
        {
            Gives = Kinds.TypeOf(FeelKind.Context),
            Forms = [new("entries: list", FromEntries)],
            Examples =
            [
                new("context([{key: \"a\", value: 1}, {key: \"b\", value: 2}])", "{a: 1, b: 2}"),
                new("context([{key: \"a\", value: 1}, {key: \"a\", value: 2}])", "null"),
            ],
            NullWhen = "an entry lacks key or value, a key is no string, or a key comes twice",
        },
        new("context put", "The context with one entry added or changed; a list of keys reaches into nested contexts.")
        {
            Gives = Kinds.TypeOf(FeelKind.Context),
            Forms =
            [
                new("context: context, key: string, value: Any", (a, _) => FeelValue.Of(a[0].AsContext().With(a[1].AsString(), a[2]))),
                new("context: context, keys: list, value: Any", (a, c) => Put(a[0], a[1].AsList(), 0, a[2], c)),
            ],
            Examples =
            [
                new("context put({x: 1}, \"y\", 2)", "{x: 1, y: 2}"),
                new("context put({x: 1, y: {a: 0}}, [\"y\", \"a\"], 2)", "{x: 1, y: {a: 2}}"),
                new("context put({x: 1}, [], 2)", "null"),
            ],
            NullWhen = "the list of keys is empty or holds anything but strings, or a key on the way leads to no context",
        },
        new("context merge", "One context of all entries; of two with one name the last counts.")
        {
            Gives = Kinds.TypeOf(FeelKind.Context),
            Forms = [new("contexts: list", Merge)],
            Examples = [new("context merge([{x: 1}, {y: 2}])", "{x: 1, y: 2}"), new("context merge([{x: 1}, {x: 2}])", "{x: 2}")],
            NullWhen = "an item is no context",
        },
    ];

    private static FeelValue Get(FeelContext context, string key, FeelCall call) => context.TryGet(key, out var value)
        ? value
        : call.Fail(FeelCauseKind.EntryNotFound, FeelErrors.EntryNotFound(key, FeelValue.Of(context)));

    private static FeelValue GetPath(ReadOnlySpan<FeelValue> a, FeelCall call)
    {
        var at = a[0];
        foreach (var key in a[1].AsList())
        {
            if (at.ContextOrNull is not { } context || key.StringOrNull is not { } name)
            {
                return call.Fail(FeelCauseKind.TypeMismatch, FeelErrors.Operand("get value", "contexts and names on the way", at));
            }

            at = Get(context, name, call);
        }

        return at;
    }

    private static FeelValue Entry(KeyValuePair<string, FeelValue> entry) =>
        FeelValue.Of(FeelContext.Of(("key", FeelValue.Of(entry.Key)), ("value", entry.Value)));

    private static FeelValue FromEntries(ReadOnlySpan<FeelValue> a, FeelCall call)
    {
        var builder = new FeelContextBuilder();
        foreach (var item in a[0].AsList())
        {
            if (item.ContextOrNull is not { } entry || !entry.TryGet("key", out var key) || key.StringOrNull is not { } name
                || !entry.TryGet("value", out var value))
            {
                return call.Fail(FeelCauseKind.InvalidValue, $"`context` takes entries with key (a string) and value, found {ShortText.Of(item)}");
            }

            if (builder.Has(name))
            {
                return call.Fail(FeelCauseKind.MalformedValue, FeelErrors.DuplicateKey([name, name]));
            }

            builder.Set(name, value);
        }

        return FeelValue.Of(builder.Build());
    }

    private static FeelValue Put(in FeelValue target, FeelList keys, int at, in FeelValue value, FeelCall call)
    {
        if (target.ContextOrNull is not { } context || at >= keys.Count || keys[at].StringOrNull is not { } key)
        {
            return call.Fail(FeelCauseKind.InvalidValue, $"`context put` takes a path of strings through contexts, found {ShortText.Of(FeelValue.Of(keys))}");
        }

        if (at == keys.Count - 1)
        {
            return FeelValue.Of(context.With(key, value));
        }

        context.TryGet(key, out var inner);
        var changed = Put(inner, keys, at + 1, value, call);
        return changed.IsNull ? changed : FeelValue.Of(context.With(key, changed));
    }

    private static FeelValue Merge(ReadOnlySpan<FeelValue> a, FeelCall call)
    {
        var builder = new FeelContextBuilder();
        foreach (var item in a[0].AsList())
        {
            if (item.ContextOrNull is not { } context)
            {
                return call.Fail(FeelCauseKind.TypeMismatch, FeelErrors.Operand("context merge", "contexts", item));
            }

            foreach (var (name, value) in context)
            {
                builder.Set(name, value);
            }
        }

        return FeelValue.Of(builder.Build());
    }
}
