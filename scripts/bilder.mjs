// Photographs the main pages of a running demonstration for the documentation:
//   ./leineweber demo            (in another window)
//   node scripts/bilder.mjs [ADDRESS] [FOLDER]
// Every picture is named after its page and the window: NAME-breit.png, NAME-schmal.png.
// Needs the development packages of src/Leineweber.Foundation/Design (npm ci) and a Chromium (CHROMIUM names another one).
import { createRequire } from 'node:module';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { chromium } = createRequire(join(root, 'src/Leineweber.Foundation/Design/package.json'))('playwright-core');
const [base = 'http://127.0.0.1:8080', folder = join(root, 'docs/bilder')] = process.argv.slice(2);
const sizes = { breit: { width: 1280, height: 800 }, schmal: { width: 390, height: 844 } };

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});

async function visitor(size, dark = false) {
  const context = await browser.newContext({ viewport: sizes[size], colorScheme: dark ? 'dark' : 'light', locale: 'de-DE', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const shoot = async (name, address) => {
    if (address) await page.goto(base + address, { waitUntil: 'networkidle' });
    await page.screenshot({ path: join(folder, `${name}-${size}.png`) });
    console.log(`${name}-${size}`);
  };
  const signIn = async (address, person) => {
    await page.goto(base + address);
    await page.locator(`button[name=person][value^="${person}"]`).click();
    await page.waitForLoadState();
  };
  return { page, shoot, signIn, close: () => context.close() };
}

/** The address of the first link that fits on a page, or null. */
async function link(page, address, selector) {
  await page.goto(base + address, { waitUntil: 'networkidle' });
  const found = page.locator(selector).first();
  return (await found.count()) ? new URL(await found.getAttribute('href'), base).pathname : null;
}

for (const size of Object.keys(sizes)) {
  const citizen = await visitor(size);
  await citizen.shoot('start', '/');
  await citizen.shoot('suche', '/suche?q=parken');
  await citizen.shoot('leistung', '/leistung/bewohnerparkausweis');
  await citizen.page.goto(base + '/antrag/neu/sperrmuell');
  await citizen.page.locator('main .kern-btn--primary').first().click();
  await citizen.page.waitForLoadState('networkidle');
  await citizen.page.reload({ waitUntil: 'networkidle' });
  await citizen.shoot('frage');
  await citizen.signIn('/konto/anmelden', 'erika');
  await citizen.shoot('antraege', '/antraege');
  const antrag = await link(citizen.page, '/antraege', 'main a[href$="/bestaetigung"], main a[href^="/vorgang/"]');
  if (antrag) await citizen.shoot('antrag', antrag);
  await citizen.shoot('postkorb', '/postkorb');
  await citizen.close();

  const staff = await visitor(size);
  await staff.signIn('/amt/anmelden', 'paula.parkfein');
  await staff.shoot('arbeitskorb', '/amt/arbeitskorb?teil=Team');
  const vorgang = await link(staff.page, '/amt/arbeitskorb?teil=Team', 'main table a[href^="/amt/vorgang/"]');
  if (vorgang) {
    await staff.shoot('vorgang', vorgang);
    await staff.shoot('vorgang-dokumente', `${vorgang}/dokumente`);
  }
  await staff.shoot('akten', '/amt/akten');
  await staff.close();
}

const night = await visitor('breit', true);
await night.shoot('start-dunkel', '/');
await night.close();
await browser.close();
