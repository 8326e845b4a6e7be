// A sandbox whose catalogue has just so many sites, all countries together.
import { startSandbox } from '../dist/sandbox/index.js';

/** The page waits for longer than this before it takes the job for ended (in-page.mjs). */
const PACE = 300;
const PATH = '/v1/catalogues/organizations/sites';
/** A small catalogue: so many sites of each of the first Mexican organizations. */
const EACH = 2;

async function listed(sandbox) {
  const headers = { Authorization: `TOKEN token=${sandbox.issueToken('bench')}` };
  const answer = await fetch(`${sandbox.apiBase}/catalogues/organizations/sites`, { headers });
  return (await answer.json()).response;
}

const sitesIn = organizations => organizations.reduce((sum, { sites }) => sum + sites.length, 0);

export async function startCatalogue(size) {
  const plain = await startSandbox({ pace: PACE });
  const organizations = await listed(plain);
  const own = sitesIn(organizations);
  if (size >= own) {
    await plain.close();
    return startSandbox({ pace: PACE, catalogueSize: size - own });
  }
  // Fewer than the sandbox has: it answers with a part of its own.
  const { id_country: country } = organizations[0];
  const response = [];
  for (const organization of organizations) {
    const left = Math.min(size - sitesIn(response), EACH);
    if (left > 0 && organization.id_country === country)
      response.push({ ...organization, sites: organization.sites.slice(0, left) });
  }
  if (sitesIn(response) < size) throw new Error(`A catalogue has at most 30 sites, or at least ${own}.`);
  const body = JSON.stringify({ rid: 'bench', code: 200, errors: null, status: true, message: null, response });
  plain.faults.set({ rules: [{ match: { path: PATH }, action: { body, contentType: 'application/json' } }] });
  return plain;
}
