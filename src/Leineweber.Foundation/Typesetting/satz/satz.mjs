// Typesetting worker: reads framed jobs from standard input, writes framed PDFs to standard output, ends when its input ends.
// Frame in: length (4 bytes, big-endian), JSON {template, data, title, language, time}. Frame out: 0 or 1 (1 byte), length, PDF or message.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { cleaner, coverage } from './zeichen.mjs';

console.log = console.error; // standard output belongs to the frames

const { NodeCompiler } = createRequire(import.meta.url)('@myriaddreamin/typst-ts-node-compiler');
const root = fileURLToPath(new URL('.', import.meta.url));
const workspace = join(root, 'vorlagen');
const fira = ['400Regular', '400Regular_Italic', '500Medium', '600SemiBold', '700Bold'];
const families = [
  fira.map((style) => `@expo-google-fonts/fira-sans/${style}/FiraSans_${style}.ttf`),
  ['dejavu-fonts-ttf/ttf/DejaVuSans.ttf', 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'],
  ['@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf', '@expo-google-fonts/noto-emoji/700Bold/NotoEmoji_700Bold.ttf'],
].map((files) => files.map((file) => readFileSync(join(root, 'node_modules', file))));

const covered = families.map((fonts) => fonts.map(coverage).reduce((all, next) => all.intersection?.(next) ?? new Set([...all].filter((c) => next.has(c)))));
const clean = cleaner(covered);
const cleanToLatin = cleaner(covered.slice(0, 1)); // where shaping still misses a glyph that the tables promised
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: families.flat() }] });

const prelude = `#set document(title: sys.inputs.title, date: auto)
#set text(lang: sys.inputs.lang, font: ("Fira Sans", "DejaVu Sans", "Noto Emoji"), fallback: false)
#let daten = json("/daten.json")
`;

function render(job) {
  try {
    return typeset(job, clean);
  } catch (error) {
    if (!String(error.message).includes('could not be displayed')) throw error;
    return typeset(job, cleanToLatin);
  }
}

function typeset(job, clean) {
  compiler.mapShadow(join(workspace, 'daten.json'), Buffer.from(JSON.stringify(clean(job.data))));
  const inputs = { title: clean(job.title), lang: job.language };
  const result = compiler.compile({ mainFileContent: prelude + job.template, inputs, resetRead: true });
  if (!result.result) throw new Error(diagnostics(result));
  try {
    return compiler.pdf(result.result, { pdfStandard: 'a-2a', creationTimestamp: job.time });
  } finally {
    compiler.evictCache(5);
  }
}

const diagnostics = (result) =>
  compiler.fetchDiagnostics(result.takeDiagnostics()).map((d) => `${d.path.replace(workspace, '')}: ${d.message}`).join('; ');

function answer(status, bytes) {
  const head = Buffer.alloc(5);
  head.writeUInt8(status, 0);
  head.writeUInt32BE(bytes.length, 1);
  process.stdout.write(head);
  process.stdout.write(bytes);
}

function handle(frame) {
  try {
    answer(0, render(JSON.parse(frame)));
  } catch (error) {
    answer(1, Buffer.from(String(error.message ?? error).slice(0, 4000)));
  }
}

let pending = Buffer.alloc(0);
process.stdin.on('data', (chunk) => {
  pending = Buffer.concat([pending, chunk]);
  while (pending.length >= 4 && pending.length >= 4 + pending.readUInt32BE(0)) {
    const end = 4 + pending.readUInt32BE(0);
    handle(pending.toString('utf8', 4, end));
    pending = pending.subarray(end);
  }
});
process.stdin.on('end', () => process.exit(0));
