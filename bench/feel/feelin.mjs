// The same work in node with npm feelin: prints nanoseconds per evaluation as JSON.
// usage: node feelin.mjs CASE.json   { "condition": text, "context": {...}, "tables": [{ "inputs": [...], "rules": [[cell, ...], ...] }] }
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(new URL('../../tests/Leineweber.Pure/Feel/feelin/package.json', import.meta.url));
const { evaluate, unaryTest } = await import(pathToFileURL(require.resolve('feelin')).href);
const work = JSON.parse(readFileSync(process.argv[2], 'utf8'));

function time(run) {
  run();
  run();
  let count = 0;
  const start = process.hrtime.bigint();
  while (process.hrtime.bigint() - start < 700_000_000n) {
    run();
    count++;
  }

  return Number(process.hrtime.bigint() - start) / count;
}

// feelin knows expressions and unary tests, but no tables: rule by rule, cell by cell, as its users do.
function table({ inputs, rules }) {
  return rules.find((cells) => cells.every((cell, i) => unaryTest(cell, { '?': inputs[i] }).value === true));
}

process.stdout.write(JSON.stringify({
  condition: time(() => evaluate(work.condition, work.context)),
  tables: work.tables.map((t) => time(() => table(t))),
}));
