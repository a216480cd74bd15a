using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Typing;

namespace DigiSoc.Feel.Functions;

/// <summary>Functions that look into lists and make lists of them (DMN table 75).</summary>
internal static class ListFunctions
{
    internal static IReadOnlyList<BuiltInFunction> All { get; } =
    [
        new("list contains", "Whether an item equals the element.")
        {
            Gives = FeelType.Boolean,
            Forms = [new("list: list, element: Any", (a, _) => FeelValue.Of(a[0].AsList().Items.IndexOf(a[1]) >= 0))],
            Examples = [new("list contains([1, 2, 3], 2)", "true"), new("list contains([1, null], null)", "true")],
        },
        new("count", "The number of items.")
        {
            Gives = FeelType.Number,
            Forms = [new("list: list", (a, _) => FeelValue.Of(a[0].AsList().Count))],
            Examples = [new("count([1, 2, 3])", "3"), new("count([])", "0")],
        },
        new("sublist", "The items from a position, counted from 1, or from the end when negative.")
        {
            GivesBy = ResultTypes.SameList,
            Forms = [new("list: list, start position: number, length?: number", Sublist)],
            Examples = [new("sublist([4, 5, 6], 1, 2)", "[4, 5]"), new("sublist([4, 5, 6], -2)", "[5, 6]"), new("sublist([4], 2)", "null")],
            NullWhen = "the position is 0 or outside the list, or the length is negative or beyond its end",
        },
        new("append", "The list with items added at its end.")
        {
            GivesBy = ResultTypes.WithOthers,
            Forms = [new("list: list, items...: Any", (a, _) => FeelValue.Of(new FeelList([.. a[0].AsList().Items, .. a[1..]])))],
            Examples = [new("append([1], 2, 3)", "[1, 2, 3]"), new("append([1], [2])", "[1, [2]]")],
        },
        new("concatenate", "The items of all lists in one list.")
        {
            GivesBy = ResultTypes.AllItems,
            Forms = [new("lists...: list", Concatenate)],
            Examples = [new("concatenate([1, 2], [3])", "[1, 2, 3]")],
        },
        new("insert before", "The list with an item put before a position.")
        {
            GivesBy = ResultTypes.WithThird,
            Forms = [new("list: list, position: number, newItem: Any", InsertBefore)],
            Examples = [new("insert before([1, 3], 1, 2)", "[2, 1, 3]"), new("insert before([1, 3], -1, 2)", "[1, 2, 3]")],
            NullWhen = "the position is 0 or outside the list",
        },
        new("remove", "The list without the item at a position.")
        {
            GivesBy = ResultTypes.SameList,
            Forms = [new("list: list, position: number", (a, c) => Positions.TryFind(a[0].AsList(), a[1], c, out var at)
                ? FeelValue.Of(new FeelList([.. a[0].AsList().Items[..at], .. a[0].AsList().Items[(at + 1)..]]))
                : FeelValue.Null)],
            Examples = [new("remove([1, 2, 3], 2)", "[1, 3]"), new("remove([1, 2, 3], 4)", "null")],
            NullWhen = "the position is 0 or outside the list",
        },
        new("list replace", "The list with one item replaced: at a position, or wherever a function of item and new item says so.")
        {
            GivesBy = ResultTypes.WithThird,
            Forms =
            [
                new("list: list, position: number, newItem: Any", ReplaceAt),
                new("list: list, match: function, newItem: Any", ReplaceWhere),
            ],
            Examples =
            [
                new("list replace([2, 4, 7, 8], 3, 6)", "[2, 4, 6, 8]"),
                new("list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", "[5, 5, 7, 8]"),
            ],
            NullWhen = "the position is 0 or outside the list, or the function has not two parameters or gives no boolean",
        },
        new("reverse", "The items from last to first.")
        {
            GivesBy = ResultTypes.SameList,
            Forms = [new("list: list", (a, _) => FeelValue.Of(FeelList.From(a[0].AsList().Reverse())))],
            Examples = [new("reverse([1, 2, 3])", "[3, 2, 1]")],
        },
        new("index of", "The positions, counted from 1, of items that equal the match.")
        {
            Gives = ResultTypes.Numbers,
            Forms = [new("list: list, match: Any", IndexOf)],
            Examples = [new("index of([1, 2, 3, 2], 2)", "[2, 4]"), new("index of([1], 2)", "[]")],
        },
        new("union", "The items of all lists in one list, each once.")
        {
            GivesBy = ResultTypes.AllItems,
            Forms = [new("lists...: list", (a, c) => Concatenate(a, c) is { IsNull: false } all ? Distinct(all.AsList()) : FeelValue.Null)],
            Examples = [new("union([1, 2], [2, 3])", "[1, 2, 3]")],
        },
        new("distinct values", "The items, each once, at the place where it comes first.")
        {
            GivesBy = ResultTypes.SameList,
            Forms = [new("list: list", (a, _) => Distinct(a[0].AsList()))],
            Examples = [new("distinct values([1, 2, 3, 2, 1])", "[1, 2, 3]")],
        },
        new("flatten", "The items of nested lists of any depth in one list.")
        {
            Gives = Kinds.TypeOf(FeelKind.List),
            Forms = [new("list: list", Flatten)],
            Examples = [new("flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]")],
        },
        new("sort", "The items ordered by a function that says whether the first comes before the second; without it, by <.")
        {
            GivesBy = ResultTypes.SameList,
            Forms =
            [
                new("list: list, precedes: function", (a, c) => Sorting.Sort(a[0].AsList(), a[1].AsFunction(), c)),
                new("list: list", (a, c) => Sorting.Sort(a[0].AsList(), null, c)),
            ],
            Examples = [new("sort([3, 1, 4, 5, 2], function(x, y) x < y)", "[1, 2, 3, 4, 5]"), new("sort([\"b\", \"a\"])", "[\"a\", \"b\"]")],
            NullWhen = "the function has not two parameters, or items cannot be compared",
        },
    ];

    private static FeelValue Sublist(ReadOnlySpan<FeelValue> a, FeelCall call)
    {
        var list = a[0].AsList();
        if (!Positions.TryFind(list, a[1], call, out var start))
        {
            return FeelValue.Null;
        }

        var length = list.Count - start;
        if (a.Length > 2 && !(a[2].AsNumber().TryToInt32(out length) && length >= 0 && start + length <= list.Count))
        {
            return call.Fail(FeelCauseKind.InvalidValue, $"`sublist` takes a length within the list of {list.Count}, found {a[2]}");
        }

        return FeelValue.Of(FeelList.Of(list.Items.Slice(start, length)));
    }

    private static FeelValue Concatenate(ReadOnlySpan<FeelValue> a, FeelCall call)
    {
        var count = 0L;
        foreach (ref readonly var list in a)
        {
            count += list.AsList().Count;
        }

        if (count > call.Environment.Limits.ListItems)
        {
            return call.Fail(FeelCauseKind.LimitReached, FeelErrors.Limit("list items", call.Environment.Limits.ListItems));
        }

        var items = new FeelValue[count];
        var filled = 0;
        foreach (ref readonly var list in a)
        {
            list.AsList().Items.CopyTo(items.AsSpan(filled));
            filled += list.AsList().Count;
        }

        return FeelValue.Of(new FeelList(items));
    }

    private static FeelValue InsertBefore(ReadOnlySpan<FeelValue> a, FeelCall call)
    {
        var list = a[0].AsList();
        return Positions.TryFind(list, a[1], call, out var at)
            ? FeelValue.Of(new FeelList([.. list.Items[..at], a[2], .. list.Items[at..]]))
            : FeelValue.Null;
    }

    private static FeelValue ReplaceAt(ReadOnlySpan<FeelValue> a, FeelCall call)
    {
        if (!Positions.TryFind(a[0].AsList(), a[1], call, out var at))
        {
            return FeelValue.Null;
        }

        var items = a[0].AsList().Items.ToArray();
        items[at] = a[2];
        return FeelValue.Of(new FeelList(items));
    }

    private static FeelValue ReplaceWhere(ReadOnlySpan<FeelValue> a, FeelCall call)
    {
        var items = a[0].AsList().Items.ToArray();
        for (var i = 0; i < items.Length; i++)
        {
            var matches = a[1].AsFunction().Invoke([items[i], a[2]], call);
            if (!matches.IsBoolean)
            {
                return call.Fail(FeelCauseKind.TypeMismatch, FeelErrors.Operand("list replace", "a boolean from the function", matches));
            }

            items[i] = matches.IsTrue ? a[2] : items[i];
        }

        return FeelValue.Of(new FeelList(items));
    }

    private static FeelValue IndexOf(ReadOnlySpan<FeelValue> a, FeelCall call)
    {
        var positions = new List<FeelValue>();
        var list = a[0].AsList();
        for (var i = 0; i < list.Count; i++)
        {
            if (Equality.Same(list[i], a[1]))
            {
                positions.Add(FeelValue.Of(i + 1));
            }
        }

        return FeelValue.Of(FeelList.From(positions));
    }

    private static FeelValue Distinct(FeelList list)
    {
        var seen = new HashSet<FeelValue>();
        return FeelValue.Of(FeelList.From(list.Where(seen.Add)));
    }

    private static FeelValue Flatten(ReadOnlySpan<FeelValue> a, FeelCall call)
    {
        var items = new List<FeelValue>();
        return Flatten(a[0].AsList(), items, call) ? FeelValue.Of(FeelList.From(items)) : FeelValue.Null;
    }

    private static bool Flatten(FeelList list, List<FeelValue> items, FeelCall call)
    {
        if (!call.Enter())
        {
            return false;
        }

        foreach (var item in list)
        {
            if (item.ListOrNull is not { } inner)
            {
                items.Add(item);
            }
            else if (!Flatten(inner, items, call))
            {
                return false;
            }
        }

        call.Leave();
        return call.Spend(list.Count) && items.Count <= call.Environment.Limits.ListItems;
    }
}
