namespace DigiSoc.Feel;

/// <summary>The kinds of FEEL values. The numbers are stable and may be stored.</summary>
public enum FeelKind : byte
{
    /// <summary>No value; the third truth value.</summary>
    Null = 0,

    /// <summary>true or false.</summary>
    Boolean = 1,

    /// <summary>A decimal of 34 digits.</summary>
    Number = 2,

    /// <summary>A text, counted in code points.</summary>
    String = 3,

    /// <summary>A calendar date.</summary>
    Date = 4,

    /// <summary>A time of day.</summary>
    Time = 5,

    /// <summary>A date and time.</summary>
    DateTime = 6,

    /// <summary>A duration of days, hours, minutes, seconds.</summary>
    DaysTimeDuration = 7,

    /// <summary>A duration of years and months.</summary>
    YearsMonthsDuration = 8,

    /// <summary>An ordered list.</summary>
    List = 9,

    /// <summary>An ordered set of named values.</summary>
    Context = 10,

    /// <summary>A range between two ends, either of which may be open.</summary>
    Range = 11,

    /// <summary>A function, built in or defined.</summary>
    Function = 12,
}
