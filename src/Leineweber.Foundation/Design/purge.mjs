// Keeps of the design system's style sheet what our tags draw, and of its tokens what is used.

const components = /^kern-(btn|form-input|form-check|fieldset|alert|task-list__list|label|hint|error|body|title|heading|sr-only|icon)(?![a-z])/;
const unwanted = /kern-(btn-wrapper|btn--x-small|sr-only-mobile|heading-display|label__|icon--)|summary|kern-body--/;
const icons = new Set(['account-circle', 'add', 'arrow-back', 'arrow-forward', 'arrow-down', 'arrow-up', 'autorenew', 'brightness-medium', 'calendar-today',
  'check', 'checklist', 'chevron-left', 'chevron-right', 'close', 'content-copy', 'danger', 'dehaze', 'delete', 'download', 'draft', 'edit', 'easy-language',
  'help', 'home', 'info', 'language', 'logout', 'mail', 'open-in-new', 'search', 'sign-language', 'success', 'visibility', 'warning', 'small', 'large']);

function kept(name) {
  const icon = name.match(/^kern-icon--(.+)$/);
  return icon ? icons.has(icon[1]) : name.startsWith('kern-label__') || (components.test(name) && !unwanted.test(name));
}

/** Splits a style sheet into rules; strings and brackets are respected. */
function parse(css) {
  const rules = [];
  for (let start = 0; start < css.length;) {
    const open = seek(css, start, '{;');
    if (open >= css.length) break;
    const head = css.slice(start, open).trim();
    if (css[open] === ';') {
      start = open + 1;
      continue;
    }
    const close = seek(css, open + 1, '}');
    rules.push({ head, body: css.slice(open + 1, close) });
    start = close + 1;
  }
  return rules;
}

function seek(css, from, signs) {
  for (let at = from, depth = 0, quote = ''; at < css.length; at++) {
    const sign = css[at];
    if (quote) {
      if (sign === quote && css[at - 1] !== '\\') quote = '';
    } else if (sign === '"' || sign === "'") {
      quote = sign;
    } else if (depth === 0 && signs.includes(sign)) {
      return at;
    } else if ('({'.includes(sign)) {
      depth++;
    } else if (')}'.includes(sign)) {
      depth--;
    }
  }
  return css.length;
}

function filter(rules) {
  const result = [];
  for (const { head, body } of rules) {
    if (/^@(media|supports|layer)/.test(head)) {
      const inner = filter(parse(body));
      if (inner.length) result.push({ head, inner });
    } else if (!head.startsWith('@') && !head.startsWith('area[href]')) {
      const selectors = split(head).filter(s => {
        const classes = s.replace(/:not\(\[class[^)]*\)/g, '').match(/\.[a-z][\w-]*/g) ?? [];
        return classes.every(c => kept(c.slice(1))) && !/kern-(level|layer|light|dark)/.test(s.replace(/\.kern-(light|dark)/g, '')) || isTheme(s);
      });
      if (selectors.length) result.push({ head: selectors.map(themed).join(','), body });
    }
  }
  return result;
}

const isTheme = selector => /^(:root|\[data-kern-theme=["']?(dark|light)["']?\]|:is\(body, .kern-light)/.test(selector);

const themed = selector => (selector.startsWith(':is(body') ? ':is(body,[data-kern-theme])' : selector);

function split(list) {
  const parts = [];
  for (let start = 0; start < list.length;) {
    const end = seek(list, start, ',');
    parts.push(list.slice(start, end).trim());
    start = end + 1;
  }
  return parts;
}

const print = rules => rules.map(r => `${r.head}{${r.inner ? print(r.inner) : r.body}}`).join('\n');

/** The house's style sheet: the kept part of the design system, then our own, without unused tokens. */
export function purge(kern, own) {
  const css = print(filter(parse(kern.replace(/\/\*[\s\S]*?\*\//g, '').replace('@charset "UTF-8";', '')))) + '\n' + own.replace(/\/\*[\s\S]*?\*\//g, '');
  const declared = new Map();
  for (const [, name, value] of css.matchAll(/(--[\w-]+)\s*:\s*([^;}]+)/g)) {
    declared.set(name, (declared.get(name) ?? '') + ' ' + value);
  }
  const used = new Set();
  const queue = [...css.replace(/--[\w-]+\s*:\s*[^;}]+[;}]/g, m => (m.startsWith('--') ? '' : m)).matchAll(/var\(\s*(--[\w-]+)/g)].map(m => m[1]);
  while (queue.length) {
    const name = queue.pop();
    if (used.has(name)) continue;
    used.add(name);
    queue.push(...[...(declared.get(name) ?? '').matchAll(/var\(\s*(--[\w-]+)/g)].map(m => m[1]));
  }
  // The fallbacks of the tokens are never needed: the tokens are always there.
  return css
    .replace(/(--[\w-]+)\s*:\s*[^;{}]+(;|(?=\}))/g, (m, name) => (used.has(name) ? m : ''))
    .replace(/var\(\s*(--kern[\w-]+)\s*,\s*[^()]*\)/g, (m, name) => (declared.has(name) ? `var(${name})` : m));
}
