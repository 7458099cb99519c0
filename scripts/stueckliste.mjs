// Prints the bill of materials of the product as CycloneDX 1.6 (JSON), read from the lock files under src/:
//   node scripts/stueckliste.mjs > stueckliste.cdx.json
// The same state of the source gives the same bytes. Licences of NuGet packages stand in their descriptions, so restore the packages first; a licence that is not found is left out.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const nuget = process.env.NUGET_PACKAGES ?? join(homedir(), '.nuget', 'packages');
const components = new Map();
const uses = new Map();

const json = (file) => JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
const files = (folder, name) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  ['node_modules', 'bin', 'obj'].includes(entry.name) ? [] : entry.isDirectory() ? files(join(folder, entry.name), name) : entry.name === name ? [join(folder, entry.name)] : []).sort();
const licences = (text) => (!text ? undefined : /^[A-Za-z0-9.+-]+$/.test(text) ? [{ license: { id: text } }] : / (OR|AND|WITH) /.test(text) ? [{ expression: text }] : [{ license: { name: text } }]);

function add(component, dependsOn) {
  const known = components.get(component.purl);
  // What one part of the product needs to run is needed, whatever another part says.
  components.set(component.purl, known?.scope === 'required' ? known : { type: 'library', 'bom-ref': component.purl, ...component });
  uses.set(component.purl, new Set([...(uses.get(component.purl) ?? []), ...dependsOn]));
}

function nugetLicence(name, version) {
  const file = join(nuget, name.toLowerCase(), version.toLowerCase(), `${name.toLowerCase()}.nuspec`);
  return existsSync(file) ? /<license type="expression">([^<]+)</.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
}

for (const file of files(join(root, 'src'), 'packages.lock.json')) {
  for (const packages of Object.values(json(file).dependencies)) {
    const purl = (name) => (packages[name] && packages[name].type !== 'Project' ? `pkg:nuget/${name}@${packages[name].resolved}` : undefined);
    for (const [name, found] of Object.entries(packages).filter(([, one]) => one.type !== 'Project')) {
      add({
        name, version: found.resolved, purl: purl(name), scope: /analyzers$/i.test(name) ? 'excluded' : 'required', licenses: licences(nugetLicence(name, found.resolved)),
        properties: [{ name: 'nuget:contentHash', value: found.contentHash }],
      }, Object.keys(found.dependencies ?? {}).map(purl).filter(Boolean));
    }
  }
}

for (const file of files(join(root, 'src'), 'package-lock.json')) {
  const packages = json(file).packages;
  const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const purl = (path) => `pkg:npm/${nameOf(path).replace('@', '%40')}@${packages[path].version}`;
  // As node looks for it: beside the package itself, then further up.
  const resolve = (path, name) => {
    for (let at = path; ; at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '') {
      const candidate = `${at ? at + '/' : ''}node_modules/${name}`;
      if (packages[candidate]) return purl(candidate);
      if (!at) return undefined;
    }
  };
  for (const [path, found] of Object.entries(packages).filter(([one]) => one)) {
    const scoped = /^(@[^/]+)\/(.+)$/.exec(nameOf(path));
    add({
      ...(scoped ? { group: scoped[1], name: scoped[2] } : { name: nameOf(path) }), version: found.version, purl: purl(path), scope: found.dev ? 'excluded' : found.optional ? 'optional' : 'required',
      licenses: licences(found.license),
      hashes: found.integrity?.startsWith('sha512-') ? [{ alg: 'SHA-512', content: Buffer.from(found.integrity.slice(7), 'base64').toString('hex') }] : undefined,
    }, Object.keys({ ...found.dependencies, ...found.optionalDependencies }).map((name) => resolve(path, name)).filter(Boolean));
  }
}

const sorted = [...components.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1));
const body = {
  metadata: { component: { type: 'application', 'bom-ref': 'leineweber', name: 'leineweber', licenses: [{ license: { id: 'EUPL-1.2' } }] } },
  components: sorted,
  dependencies: sorted.map(({ purl }) => ({ ref: purl, dependsOn: [...uses.get(purl)].sort() })),
};
const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex');
const serial = `urn:uuid:${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
process.stdout.write(JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: serial, version: 1, ...body }, null, 1) + '\n');
