import { setViewport } from '@web/test-runner-commands';
import type { SyncfyConnect } from '../../src/index.js';
import { closePages, open, PACE, startSandbox, toForm, until, type Page, type Sandbox } from '../support/flow.js';
import { expectAccessible } from '../support/page.js';

let sandbox: Sandbox;
before(async () => {
  // Slow enough to look at a job while it works.
  sandbox = await startSandbox({ pace: PACE * 20 });
});
after(async () => {
  await sandbox.close();
  await setViewport({ width: 800, height: 600 });
});
afterEach(async () => {
  closePages();
  await sandbox.reset();
});

async function reaches({ connect }: Page, step: string): Promise<void> {
  await until(step, () => connect?.step === step);
  await connect?.updateComplete;
}

describe('<syncfy-connect>', () => {
  for (const locale of ['en', 'es'])
    for (const mode of ['inline', 'dialog'] as const)
      for (const width of [320, 1280]) {
        it(`is accessible in every step, ${mode}, ${locale}, ${width} px`, async () => {
          await setViewport({ width, height: 700 });
          const page = await open(sandbox, { locale, connect: `mode="${mode}" client-name="Contadora Aurora"` });
          const connect = page.connect as SyncfyConnect;
          if (mode === 'dialog') connect.show();
          await connect.updateComplete;
          const check = () => expectAccessible(mode === 'dialog' ? document.body : connect);
          await reaches(page, 'consent');
          await check();
          await toForm(page, 'Token (2FA)');
          await check();
          await page.user.logsIn({ Username: 'test', Password: 'wrong' });
          await until('the refusal', () => page.user.sees('alert'));
          await check();
          await page.user.logsIn();
          await reaches(page, 'working');
          await check();
          await reaches(page, 'challenge');
          await check();
          await page.user.type('Enter any number sequence as a token', '123456');
          await page.user.pressKey('twofa.submit');
          await reaches(page, 'success');
          await check();
          await page.user.pressKey('end.another');
          await reaches(page, 'pick');
          await check();
        });
      }
});
