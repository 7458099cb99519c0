// Reads one JSON string per line (a FEEL expression), writes one JSON line per result:
// {"v": value} with dates as {"@": text}, or {"e": message} when feelin throws.
import { createInterface } from 'node:readline';
import { evaluate, toFeel } from 'feelin';

function plain(value) {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'function') return { fn: true };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value.iso === 'string') return { '@': value.iso };
  if (value.constructor && /Function/.test(value.constructor.name)) return { fn: true };
  if (value.constructor && /Range/.test(value.constructor.name)) return { range: toFeel(value) };
  return { ctx: Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)])) };
}

const context = { n: 7, m: -2.5, s: 'Osterfeuer', t: 'Jöllenbeck', b: true, xs: [1, 2, 3, 4], c: { a: 1, 'full name': 'Ada' } };

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = { v: plain(evaluate(JSON.parse(line), context).value) };
  } catch (error) {
    answer = { e: String(error.message).split('\n')[0] };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
