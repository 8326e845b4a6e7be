// Elements that show one state each, and stay in it: nothing here is sent.
import type { SyncfyCredentialForm } from '../../src/elements/credential-form/define.js';
import type { SyncfyJobStatus } from '../../src/elements/job-status/define.js';
import type { SyncfySession } from '../../src/elements/session/define.js';
import type { SyncfyTwofa } from '../../src/elements/twofa/define.js';
import {
  Job,
  SyncfyClient,
  type Challenge,
  type Site,
  type SiteElement,
  type StatusEntry,
} from '../../src/headless.js';

const ACME_NORMAL = '56cf5728784806f72b8b4568';
const FIELDS = [
  { name: 'username', type: 'text', label: 'Usuario', required: true, username: true },
  { name: 'password', type: 'password', label: 'Contraseña', required: true },
  {
    name: 'branch',
    type: 'select',
    label: 'Sucursal',
    required: true,
    options: ['Centro', 'Norte', 'São João'].map((label, value) => ({ label, value })),
  },
  { name: 'statement', type: 'file', label: 'Estado de cuenta', accept: '.pdf', required: false },
];

function challengeOf(assets: string): Challenge {
  const imgURL = (name: string) => `${assets}/assets/pictures/${name}.png`;
  const shapes = ['circle', 'square', 'triangle', 'cross'];
  return {
    code: 410,
    address: undefined,
    twofa: [
      { name: 'captcha', type: 'text', label: 'Escribe el texto de la imagen', imgURL: imgURL('captcha') },
      {
        name: 'image',
        type: 'options',
        label: 'Elige tu imagen',
        options: shapes.map((name, value) => ({ label: '', value, imgURL: imgURL(name), imgBase64File: undefined })),
      },
    ],
  };
}

/** A job whose history is what it is. */
function stillJob(codes: string): Job {
  const history = codes.split(' ').map(code => ({ code: Number(code) })) as StatusEntry[];
  const client = Object.assign(new SyncfyClient(), { jobStatus: () => Promise.resolve(history) });
  return new Job({ id_job: '5f427fae9c41a502e30ebe93', status: '/status' }, { client });
}

export async function showPreviews(session: SyncfySession): Promise<void> {
  const form = session.querySelector<SyncfyCredentialForm>('syncfy-credential-form')!;
  const twofa = session.querySelector<SyncfyTwofa>('syncfy-twofa')!;
  const acme = await session.client.site(ACME_NORMAL);
  const site = { ...acme, name: 'Acme Personas', credentials: FIELDS as unknown as SiteElement[] } as Site;
  session.site = site;
  form.site = site;
  twofa.challenge = challengeOf(session.assetsBase);
  form.addEventListener('syncfy-credential-submit', event => event.preventDefault());
  twofa.addEventListener('syncfy-twofa-submit', event => event.preventDefault());
  for (const status of session.querySelectorAll<SyncfyJobStatus>('syncfy-job-status')) {
    status.timeout = 1e9;
    status.job = stillJob(status.dataset.codes ?? '100');
  }
}
