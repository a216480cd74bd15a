namespace DigiSoc.Documents;

/// <summary>
/// On which day a letter sent through one channel is deemed notified. Comes from the parameter table, one row per
/// channel and period of validity; the program holds no day count of its own.
/// </summary>
/// <param name="Days">Which day after the day of sending (or registration, or handing to the post) it is; 0 = that day.</param>
/// <param name="Count">Whether all days count, or working days only.</param>
/// <param name="Norm">For example "PazL 8(3)".</param>
public sealed record ServiceRule(Channel Channel, int Days, ServiceDayCount Count, string Norm);
