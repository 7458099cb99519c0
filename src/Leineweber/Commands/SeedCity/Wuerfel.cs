using System.Buffers.Binary;

namespace Leineweber.Commands.SeedCity;

/// <summary>Chance from a seed: the same seed makes the same city, ids and salts included.</summary>
internal sealed class Wuerfel(int seed)
{
    private static readonly string[] Vornamen =
    [
        "Erika", "Ada", "Bruno", "Carla", "Dorian", "Elif", "Fiete", "Greta", "Hatice", "Ilja", "Jolanda", "Kilian", "Leyla", "Mattis", "Nadja", "Oskar", "Pelin", "Quirin", "Ronja", "Samir",
        "Tilda", "Umut", "Vera", "Wanda", "Xaver", "Yara", "Zita", "Anton", "Berit", "Cem", "Dunja", "Emil", "Frieda", "Goran", "Henni", "Ida", "Jasper", "Klara", "Lasse", "Mira",
    ];

    private static readonly string[] Anfang =
        ["Muster", "Beispiel", "Erfund", "Probe", "Web", "Lein", "Garn", "Spul", "Flachs", "Zwirn", "Faden", "Tuch", "Knopf", "Nadel", "Schuss", "Kett", "Haspel", "Bleich", "Naht", "Borten"];

    private static readonly string[] Ende =
        ["mann", "er", "ing", "bach", "berg", "hof", "kamp", "meier", "müller", "hagen", "horst", "wald", "feld", "stein", "dorf", "brink", "ström", "weiß"];

    private readonly Random random = new(seed);

    public double Next() => random.NextDouble();

    public int Below(int end) => random.Next(end);

    public bool Happens(double chance) => random.NextDouble() < chance;

    public T Of<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    public (string Vorname, string Nachname) Person() => (Of(Vornamen), Of(Anfang) + Of(Ende));

    /// <summary>A span around a median, now and then much longer, as waiting is.</summary>
    public TimeSpan Around(TimeSpan median, double spread = 0.9) =>
        median * Math.Exp(spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    /// <summary>An id of version 7 for an instant.</summary>
    public Guid Id(DateTime at)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes, (((DateTimeOffset)at).ToUnixTimeMilliseconds() << 16) | (long)(ushort)random.Next(65536));
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    public string Hex(int bytes)
    {
        Span<byte> noise = stackalloc byte[bytes];
        random.NextBytes(noise);
        return Convert.ToHexStringLower(noise);
    }
}
