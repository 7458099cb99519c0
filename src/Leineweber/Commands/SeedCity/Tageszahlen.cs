namespace Leineweber.Commands.SeedCity;

/// <summary>The anonymous counters of a day: visits, views of services, forms begun, pages, submitted.</summary>
internal sealed class Tageszahlen(Stadtvorlage city, Tafeln tafeln, Wuerfel dice, Stadtmass size)
{
    public void Count(Massenzeilen load, DateOnly day, IReadOnlyDictionary<string, int> submitted)
    {
        var visits = (long)(size.VisitsPerDay * (0.8 + (0.4 * dice.Next())));
        Add(load, day, "besuch", "", visits);
        Add(load, day, "seitenaufruf", "", visits * 3);
        Add(load, day, "suche", "", visits / 3);
        Add(load, day, "suche.leer", "", visits / 60);
        for (var place = 0; place < city.Slugs.Count; place++)
        {
            // The first services are asked for most: the n-th about 1/n as often.
            Add(load, day, "leistung.aufruf", city.Slugs[place], (long)(visits / 4.0 / (place + 1)) + dice.Below(2));
        }

        foreach (var dienst in city.Dienste)
        {
            var sent = submitted.GetValueOrDefault(dienst.Key);
            var opened = (long)(sent * 1.6) + dice.Below(2);
            Add(load, day, "antrag.abgesendet", dienst.Key, sent);
            Add(load, day, "antrag.begonnen", dienst.Key, opened);
            foreach (var page in dienst.Pages)
            {
                Add(load, day, "antrag.seite", $"{dienst.Key}/{page}", opened);
                opened = Math.Max(sent, (long)(opened * 0.95));
            }

            Add(load, day, "antrag.seite", $"{dienst.Key}/pruefen", opened);
        }
    }

    private void Add(Massenzeilen load, DateOnly day, string name, string key, long value)
    {
        if (value > 0)
        {
            load.Add(tafeln.Zaehler, day, name, key, value);
        }
    }
}
