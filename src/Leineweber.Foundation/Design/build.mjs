// Builds what browsers load: node build.mjs OUT MODULE [SCRIPT…]
// The scripts of a module become OUT/<module>/<name>.js; Foundation also gets the house's style sheet, script and fonts.
import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompress, constants } from 'node:zlib';
import { promisify } from 'node:util';
import { purge } from './purge.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const [out, module, ...scripts] = process.argv.slice(2);
const compress = promisify(brotliCompress);

async function write(name, content, compressed = true) {
  const file = join(out, name);
  const bytes = Buffer.from(content);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
  if (compressed) {
    await writeFile(file + '.br', await compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
  }
}

async function script(entry, name) {
  const result = await build({
    entryPoints: [entry], bundle: true, minify: true, write: false, format: 'esm', target: 'es2022', legalComments: 'none', logLevel: 'warning',
  });
  await write(name, result.outputFiles[0].contents);
}

// Latin for every page; the rest of Europe's letters only where a page shows them.
const fonts = [
  ['latin', 'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD'],
  ['latin-ext', 'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF'],
];

async function fontFaces() {
  let css = '';
  for (const weight of [400, 600]) {
    for (const [part, range] of fonts) {
      const bytes = await readFile(join(here, `node_modules/@fontsource/fira-sans/files/fira-sans-${part}-${weight}-normal.woff2`));
      const name = `fira-${part}-${weight}.woff2`;
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
      await write(name, bytes, false);
      css += `@font-face{font-family:"Fira Sans";font-style:normal;font-weight:${weight};font-display:swap;src:url(../${hash}/${name}) format("woff2");unicode-range:${range}}`;
    }
  }
  return css;
}

async function styles() {
  const parts = ['base', 'fields', 'show', 'lists', 'portal', 'amt', 'print'];
  const own = (await Promise.all(parts.map(p => readFile(join(here, `styles/${p}.css`), 'utf8')))).join('\n');
  const kern = await readFile(join(here, 'node_modules/@kern-ux/native/dist/kern.css'), 'utf8');
  const { code } = await transform(await fontFaces() + purge(kern, own), { loader: 'css', minify: true, target: ['chrome111', 'firefox113', 'safari16.4'], legalComments: 'none' });
  await write('leineweber.css', code);
}

await Promise.all(scripts.map(entry => script(entry, `${module}/${basename(entry, '.ts')}.js`)));
if (module === 'foundation') {
  await Promise.all([styles(), script(join(here, 'scripts/leineweber.ts'), 'leineweber.js')]);
}
