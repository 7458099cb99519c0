// A provider of identities for the tests: npm oidc-provider with its own sign-in pages, on a free loopback port.
// Arguments: port, redirect addresses. Whoever signs in as "weberei-…" acts for an organisation.
import Provider from 'oidc-provider';

const [port, ...redirects] = [Number(process.argv[2]), ...process.argv.slice(3)];
const company = { DatenuebermittlerPseudonymId: 'du-0815', Firmenname: 'Weberei Erdacht GmbH', Registerart: 'HRB', Registernummer: '12345', Registergericht: 'Amtsgericht Bielefeld', Strasse: 'Alfred-Bozi-Str.', Hausnummer: '10', PLZ: '33602', Ort: 'Bielefeld' };
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'leineweber', client_secret: 'nur fuer den Test: a+b&c%d=e', redirect_uris: redirects, post_logout_redirect_uris: [redirects[0].replace(/\/konto\/.*/, '/konto/abgemeldet')], response_types: ['code'], grant_types: ['authorization_code'] }],
  pkce: { required: () => true },
  claims: { openid: ['sub', 'acr'], profile: ['given_name', 'family_name', 'name'], email: ['email', 'email_verified'], unternehmen: Object.keys(company) },
  conformIdTokenClaims: false,
  features: {
    devInteractions: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        ctx.body = `<h1>Sign out?</h1>${form.replace('</form>', '<button name="logout" value="yes">Yes, sign me out</button></form>')}`;
      },
    },
  },
  cookies: { keys: ['nur-fuer-den-test'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, given_name: id.includes('paul') ? 'Paul' : 'Olivia', family_name: 'Ausgedacht', email: `${id}@ausweis.example`, email_verified: true, ...(id.startsWith('weberei-') ? company : {}) }),
  }),
});
provider.listen(port, '127.0.0.1', () => console.log('bereit'));
