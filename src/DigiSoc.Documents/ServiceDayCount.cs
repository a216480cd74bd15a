namespace DigiSoc.Documents;

public enum ServiceDayCount
{
    CalendarDays = 1,
    WorkingDays = 2,
}
