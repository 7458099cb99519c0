// The same work in node with npm feelin: prints nanoseconds per evaluation as JSON.
// usage: node feelin.mjs CASE.json   { "condition": text, "context": {...}, "tables": [{ "inputs": [...], "rules": [[cell, ...], ...] }] }
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(new URL('../../tests/Leineweber.Pure/Feel/feelin/package.json', import.meta.url));
const { evaluate, unaryTest } = await import(pathToFileURL(require.resolve('feelin')).href);
const work = JSON.parse(readFileSync(process.argv[2], 'utf8'));

// The best of short rounds, as on our side.
function time(run) {
  const warm = process.hrtime.bigint();
  let calls = 0;
  for (; process.hrtime.bigint() - warm < 500_000_000n || calls < 3; calls++) run();
  const count = Math.max(Math.floor(calls / 12), 1);
  let best = Infinity;
  for (let round = 0; round < 10; round++) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < count; i++) run();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / count);
  }

  return best;
}

// feelin knows expressions and unary tests, but no tables: rule by rule, cell by cell, as its users do.
function table({ inputs, rules }) {
  return rules.find((cells) => cells.every((cell, i) => unaryTest(cell, { '?': inputs[i] }).value === true));
}

process.stdout.write(JSON.stringify({
  condition: time(() => evaluate(work.condition, work.context)),
  tables: work.tables.map((t) => time(() => table(t))),
}));
