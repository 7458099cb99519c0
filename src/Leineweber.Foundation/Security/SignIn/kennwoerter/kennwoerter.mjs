// Writes what the program needs to refuse known passwords: node kennwoerter.mjs LIST SHORTEST OUT
// For each password of the list that is long enough to be accepted at all: the first eight bytes of its SHA-256, sorted, so that no password stands in the program.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const [list, shortest, out] = process.argv.slice(2);
const known = new Set(readFileSync(list, 'utf8').split(/\r?\n/).map((line) => line.toLowerCase()).filter((line) => [...line].length >= Number(shortest)));
const hashes = [...known].map((password) => createHash('sha256').update(password, 'utf8').digest().readBigUInt64LE(0));
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, Buffer.from(BigUint64Array.from(hashes).sort().buffer));
