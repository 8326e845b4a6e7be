// `npm run gallery`: draws every example of gallery-examples.mjs in a real browser, fills it in, takes its picture and sends
// it; docs/fields.md tells what was seen and what was posted. The same source makes the same files.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { chromiumArgs, findChromium } from './browsers.mjs';
import { EXAMPLES } from './gallery-examples.mjs';
import { fieldsPage, PICTURES } from './gallery-table.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const WHEN = new Date('2026-01-15T12:00:00Z');
const SITE = { id_site: '5ae37e06056f290607126261', name: 'Acme', endpoint: '/v1/credentials' };
const JOB_ID = '5f427fae9c41a502e30ebe93';

const server = await createServer({
  configFile: 'demo/vite.config.ts',
  logLevel: 'error',
  server: { hmr: false, watch: null },
});
await server.listen();
const base = server.resolvedUrls.local[0];
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
const drawn = await server.ssrLoadModule(fileURLToPath(new URL('../sandbox/images/pictures.ts', import.meta.url)));

/** Puts the sandbox's pictures in the place of their names. */
function withPictures(text) {
  const [, form, name] = /^\$(\w+):(\w+)$/.exec(text) ?? [];
  if (!form) return text;
  const png = { captcha: drawn.captcha, qr: drawn.qrCode }[name]?.() ?? drawn.shape(name);
  return form === 'data' ? drawn.dataUrl(png) : png.toString('base64');
}
const sent = value =>
  JSON.parse(JSON.stringify(value), (_key, inner) => (typeof inner === 'string' ? withPictures(inner) : inner));

const PAGE = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Gallery</title>
  <style>
    html { color-scheme: light; background: #fff; font-family: sans-serif; }
    body { margin: 0; }
    main { padding: 12px; }
    ::part(header), ::part(private), ::part(button-main), ::part(button-cancel) { display: none; }
  </style>
  <script type="module" src="/@id/syncfy-elements"></script>
  <syncfy-session token="gallery" locale="en" api-base="${base}v1"><main></main></syncfy-session>
</html>`;

const job = `${base}v1/jobs/${JOB_ID}`;
const ticket = { id_job: JOB_ID, status: `${job}/status`, twofa: `${job}/twofa` };
const historyOf = (twofa = []) => [
  { code: 100 },
  { code: 101 },
  { code: 410, address: `${job}/twofa`, twofa: sent(twofa) },
];

/** A page with nothing but the example, and what it posts. */
async function open(context, { site, twofa, credentialId = '', timeLimit = 0 }) {
  const page = await context.newPage();
  const bodies = [];
  const troubles = [];
  page.on('pageerror', error => troubles.push(error.message));
  page.on('console', message => {
    if (/^(error|warning)$/.test(message.type()) && !message.text().includes('dev-mode')) troubles.push(message.text());
  });
  await page.clock.setFixedTime(WHEN);
  await page.route(`${base}gallery`, route => route.fulfill({ contentType: 'text/html', body: PAGE }));
  await page.route(`${base}v1/**`, async (route, request) => {
    if (request.method() !== 'GET') bodies.push(request.postDataJSON());
    await route.fulfill({ json: request.method() === 'GET' ? historyOf(twofa) : ticket });
  });
  await page.goto(`${base}gallery`);
  const [name, properties] = site
    ? ['syncfy-credential-form', { site: { ...SITE, ...sent(site) }, credentialId }]
    : ['syncfy-twofa', { timeLimit }];
  const main = page.locator('main');
  await main.evaluate((element, tag) => element.append(element.ownerDocument.createElement(tag)), name);
  await page.locator(name).evaluate((element, values) => void Object.assign(element, values), properties);
  if (twofa) await page.locator('syncfy-session').evaluate((session, handle) => session.resume(handle), ticket);
  return { page, bodies, troubles };
}

/** What a person can do, by what they see. */
const DEEDS = {
  fill: (page, label, text) => field(page, label).fill(text),
  pick: (page, label, option) => field(page, label).selectOption({ label: option }),
  choose: (page, name) => page.getByRole('radio', { name }).or(page.getByRole('checkbox', { name })).check(),
  search: (page, text) => page.getByRole('searchbox').fill(text),
  tab: (page, name) => page.getByRole('tab', { name }).click(),
  attach: (page, label, name) =>
    field(page, label).setInputFiles({
      name,
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7 '.repeat(2000)),
    }),
};
const field = (page, label) => page.getByLabel(label, { exact: true }).filter({ visible: true });

async function send(page, bodies) {
  // Only the pictures do without the button.
  await page.addStyleTag({ content: '::part(button-main) { display: revert !important; }' });
  await Promise.all([page.waitForResponse(`${base}v1/**`), page.locator('[part~="button-main"]').click()]);
  const { credentials, input_name, input, twofa } = bodies[0];
  return { credentials, input_name, input, twofa };
}

/** Takes the example's picture; answers what was posted, if anything was. */
async function show(context, example) {
  const { page, bodies, troubles } = await open(context, example);
  await page.locator('[part~="fields"], [part~="error"]').first().waitFor();
  for (const [deed, ...args] of example.does ?? []) await DEEDS[deed](page, ...args);
  if (example.submit) await page.locator('form').evaluate(form => form.requestSubmit());
  if (example.submit) await page.locator('[aria-invalid="true"]').waitFor();
  await page.evaluate('document.activeElement.blur()');
  await page.waitForTimeout(400);
  await page.locator('main').screenshot({ path: `${PICTURES}/${example.id}.png`, animations: 'disabled' });
  const body = example.does && !example.submit ? await send(page, bodies) : undefined;
  if (!body && (bodies.length || (!example.submit && (await page.locator('form').count()))))
    throw new Error('It can be sent, which the example does not know.');
  if (troubles.length) throw new Error(troubles.join('\n'));
  await page.close();
  return body;
}

await mkdir(PICTURES, { recursive: true });
const context = await browser.newContext({
  viewport: { width: 360, height: 800 },
  deviceScaleFactor: 2,
  locale: 'en',
  colorScheme: 'light',
  reducedMotion: 'reduce',
});
const posted = new Map();
try {
  for (const example of EXAMPLES) {
    const body = await show(context, example).catch(error => {
      throw new Error(`${example.id}: ${error.message}`, { cause: error });
    });
    if (body) posted.set(example.id, body);
  }
} finally {
  await browser.close();
  await server.close();
}
const wanted = new Set(EXAMPLES.map(({ id }) => `${id}.png`));
for (const name of await readdir(PICTURES)) if (!wanted.has(name)) await rm(`${PICTURES}/${name}`);
await writeFile('docs/fields.md', await fieldsPage(posted));
console.log(`docs/fields.md: ${EXAMPLES.length} examples, ${posted.size} of them sent.`);
