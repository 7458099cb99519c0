// Which characters can be printed, and what becomes of those that cannot. PDF/A forbids a character without a glyph, and what people type
// into a form must never keep their letter from being made.

/** The code points a TrueType font has glyphs for (cmap formats 4 and 12). */
export function coverage(font) {
  const covered = new Set();
  const tables = font.readUInt16BE(4);
  for (let i = 0; i < tables; i++) {
    const entry = 12 + i * 16;
    if (font.toString('latin1', entry, entry + 4) === 'cmap') {
      const cmap = font.readUInt32BE(entry + 8);
      for (let j = 0; j < font.readUInt16BE(cmap + 2); j++) {
        readSubtable(font, cmap + font.readUInt32BE(cmap + 4 + j * 8 + 4), covered);
      }
    }
  }
  return covered;
}

function readSubtable(font, at, covered) {
  const format = font.readUInt16BE(at);
  if (format === 12) {
    for (let i = 0; i < font.readUInt32BE(at + 12); i++) {
      const group = at + 16 + i * 12;
      for (let c = font.readUInt32BE(group); c <= font.readUInt32BE(group + 4); c++) covered.add(c);
    }
  } else if (format === 4) {
    const count = font.readUInt16BE(at + 6);
    const [ends, starts, deltas, offsets] = [14, 16 + count, 16 + count * 2, 16 + count * 3].map((o) => at + o);
    for (let i = 0; i < count; i += 2) {
      const start = font.readUInt16BE(starts + i);
      for (let c = start; c <= font.readUInt16BE(ends + i) && c < 0xffff; c++) {
        const offset = font.readUInt16BE(offsets + i);
        const glyph = offset === 0 ? c : font.readUInt16BE(offsets + i + offset + (c - start) * 2);
        if (glyph !== 0 && ((glyph + font.readUInt16BE(deltas + i)) & 0xffff) !== 0) covered.add(c);
      }
    }
  }
}

// Control characters, and marks that would let someone turn round what another person reads.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufeff]/gu;
const ignorable = /\p{Default_Ignorable_Code_Point}/u;
const clusters = new Intl.Segmenter('de', { granularity: 'grapheme' });

/** A cleaner for texts, over the coverages of the font families that the templates name (in their order). */
export function cleaner(families) {
  const simple = /^[\n\t\u0020-\u007e\u00a0-\u00ff]*$/;
  const printable = (cluster) => families.some((f) => [...cluster].every((c) => ignorable.test(c) || f.has(c.codePointAt(0))));
  const substitute = (cluster) => {
    const base = [...cluster][0];
    return ignorable.test(base) ? '' : printable(base) ? base : '\ufffd';
  };
  const clean = (text) => {
    const plain = text.toWellFormed().replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').replace(forbidden, '').normalize('NFC');
    if (simple.test(plain)) return plain;
    let result = '';
    for (const { segment } of clusters.segment(plain)) {
      result += segment === '\n' || segment === '\t' || printable(segment) ? segment : substitute(segment);
    }
    return result;
  };
  const walk = (value) => {
    if (typeof value === 'string') return clean(value);
    if (Array.isArray(value)) return value.map(walk);
    if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [clean(k), walk(v)]));
    return value;
  };
  return walk;
}
