using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;

namespace Leineweber.Commands.SeedCity;

/// <summary>The tables a made city fills, with the columns in the order the makers give them.</summary>
internal sealed class Tafeln(LeineweberDb db)
{
    public Massentabelle Konto { get; } = new(db, "nutzerkonto", "id", "kind", "vorname", "nachname", "email", "email_confirmed_at", "strasse", "hausnummer", "plz", "ort", "sprache", "created_at");

    public Massentabelle Antrag { get; } = new(db, "antrag", "id", "formular_version_id", "formular_key", "konto_id", "status", "language", "seen_pages", "revision", "answers", "fee_cents", "nummer", "kassenzeichen", "created_at", "changed_at", "submitted_at", "received_at", "pdf_sha256", "pdf_size");

    public Massentabelle Schritt { get; } = new(db, "antrag_schritt", "id", "antrag_id", "status", "at", "actor_kind", "actor_id");

    public Massentabelle Forderung { get; } = new(db, "forderung", "id", "kassenzeichen", "bezug", "konto_id", "zweck", "cents", "return_path", "created_at", "status", "paid_at", "version");

    public Massentabelle Zahlung { get; } = new(db, "zahlung", "id", "forderung_id", "provider", "reference", "status", "started_at", "ended_at", "is_overpayment");

    public Massentabelle Buchung { get; } = new(db, "buchung", "id", "forderung_id", "at", "soll", "haben", "cents", "beleg");

    public Massentabelle Akte { get; } = new(db, "akte", "id", "aktenzeichen", "titel", "aktenplaneinheit_id", "aktenschrank_id", "unit_nummer", "opened_at");

    public Massentabelle Vorgang { get; } = new(db, "vorgang", "id", "aktenzeichen", "betreff", "akte_id", "aktenschrank_id", "unit_nummer", "bezug", "status", "opened_at", "closed_at", "aufbewahren_bis", "version");

    public Massentabelle Suchwort { get; } = new(db, "suchwort", "unit_nummer", "wort", "vorgang_id");

    public Massentabelle Dokument { get; } = new(db, "dokument", "id", "vorgang_id", "titel", "herkunft", "schluessel", "created_at", "versionen");

    public Massentabelle Fassung { get; } = new(db, "dokument_version", "id", "dokument_id", "nummer", "file_name", "content_type", "sha256", "size", "created_at", "created_by");

    public Massentabelle Bearbeitung { get; } = new(db, "bearbeitung", "vorgang_id", "aktenzeichen", "aktenschrank_id", "antrag_id", "antrag_nummer", "leistung", "formular_key", "person", "konto_id", "unit_nummer", "four_eyes", "eingegangen_at", "stand", "bearbeiter_id", "bearbeiter", "frist_am", "frist_grund", "entschieden_at", "dauer_minuten", "abgeschlossen_at", "version");

    public Massentabelle Nachforderung { get; } = new(db, "nachforderung", "id", "vorgang_id", "text", "bis_am", "nachricht_id", "by", "at", "answered_at");

    public Massentabelle Bescheid { get; } = new(db, "bescheid", "id", "vorgang_id", "art", "betreff", "anrede", "text", "nebenbestimmungen", "rechtsbehelf", "stand", "autor_id", "autor", "autor_funktion", "erlassen_at", "satz_sha256", "siegel_sha256", "siegel_size", "dokument_id", "nachricht_id", "bereitgestellt_at", "abgerufen_at", "bekanntgabe_am", "bekanntgabe_regel", "rechtsbehelf_bis", "version");

    public Massentabelle Nachricht { get; } = new(db, "nachricht", "id", "konto_id", "art", "betreff", "text", "absender", "bezug", "created_at", "answer_allowed", "answer_by", "answer_to");

    public Massentabelle NachrichtAnlage { get; } = new(db, "nachricht_anlage", "id", "nachricht_id", "name", "content_type", "sha256", "size");

    public Massentabelle Zustellung { get; } = new(db, "zustellung", "nachricht_id", "regel", "regel_stand", "provided_at", "content_hash", "notified_at", "retrieved_at", "retrieved_level");

    public Massentabelle Protokoll { get; } = new(db, "protokoll_eintrag", "seq", "at", "actor_kind", "actor_id", "action", "subject", "content", "salt", "content_hash", "leaf_hash", "root_hash");

    /// <summary>Parents before children.</summary>
    public IEnumerable<Massentabelle> Order =>
        [Konto, Antrag, Schritt, Forderung, Zahlung, Buchung, Akte, Vorgang, Suchwort, Dokument, Fassung, Bearbeitung, Nachricht, NachrichtAnlage, Zustellung, Nachforderung, Bescheid, Protokoll, Zaehler];

    public Massentabelle Zaehler { get; } = new(db, "zaehler", "day", "name", "key", "value");
}

/// <summary>A load of rows of all tables, written in one transaction.</summary>
internal sealed class Massenzeilen
{
    private readonly Dictionary<Massentabelle, BulkRows> rows = [];

    /// <summary>The Protokoll's edge before and after these rows.</summary>
    public (ProtokollEdge Before, ProtokollEdge After) Edges { get; set; }

    /// <summary>Cases in it.</summary>
    public int Cases { get; set; }

    /// <summary>Rows in it.</summary>
    public int Count => rows.Values.Sum(list => list.Count);

    public void Add(Massentabelle table, params object?[] values)
    {
        if (!rows.TryGetValue(table, out var list))
        {
            rows[table] = list = table.Begin();
        }

        table.Add(list, values);
    }

    /// <summary>The rows by table, in the given order.</summary>
    public IEnumerable<BulkRows> In(IEnumerable<Massentabelle> order) => order.Where(rows.ContainsKey).Select(table => rows[table]);

    /// <summary>Makes it an empty load again.</summary>
    public void Clear()
    {
        Cases = 0;
        foreach (var list in rows.Values)
        {
            list.Clear();
        }
    }
}
