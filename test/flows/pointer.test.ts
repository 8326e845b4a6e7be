// The way with a mouse: what is pressed is what was meant, in every engine.
import { assert } from '@open-wc/testing';
import { sendMouse, resetMouse } from '@web/test-runner-commands';
import {
  focused,
  holdTimers,
  open,
  PACE,
  parts,
  sandboxForAll,
  settled,
  textOf,
  toForm,
  until,
  visibleText,
} from '../support/flow.js';

const sandbox = await sandboxForAll({ pace: PACE });

describe('with the mouse', () => {
  afterEach(async () => {
    await resetMouse();
  });

  it('what is said of a field that is left moves no button from under the pointer', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    const { user } = page;
    await toForm(page, 'Normal');
    await user.type('Username', 'test');
    const password = await user.type('Password', 'test ');
    password.focus();
    await until('the focus', () => focused() === password);
    const button = await user.find('button', user.words('form.submit'));
    const { x, y } = button.getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(x + 40), Math.round(y + 6)] });
    const heard: string[] = [];
    const hear = ({ type, target }: Event) => heard.push(`${type} on ${(target as Element).localName}`);
    for (const type of ['mousedown', 'mouseup', 'click']) page.root.addEventListener(type, hear, true);
    // Until it is sure that nothing is pressed.
    const goOn = holdTimers(1000, 1000);
    try {
      await sendMouse({ type: 'down' });
      // Time for what should not come.
      await new Promise(resolve => setTimeout(resolve, 100));
      await settled();
      assert.equal(button.getBoundingClientRect().y, y);
      await sendMouse({ type: 'up' });
    } finally {
      goOn();
    }
    const isLogin = ({ method, path }: { method: string; path: string }) =>
      method === 'POST' && path.endsWith('/credentials');
    const sent = await until(`it is sent; heard: ${heard.join()}`, async () =>
      (await sandbox.requests()).find(isLogin),
    );
    assert.deepInclude(sent.body, { credentials: { username: 'test', password: 'test ' } });
  });

  it('… and is said when the press is over', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    const { user } = page;
    await toForm(page, 'Normal');
    const password = await user.type('Password', 'test ');
    password.focus();
    await until('the focus', () => focused() === password);
    const heading = await user.find('heading');
    const { x, y } = heading.getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(x + 5), Math.round(y + 5)] });
    await until('it is said', () => visibleText(page.root).includes(user.words('form.spaces')));
    assert.isEmpty(parts(page.root, 'field-error').map(textOf).filter(Boolean));
  });

  it('a press on a logo that slips a little is a press', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    const logos = () => parts(page.root, 'logo-image') as HTMLImageElement[];
    const logo = await until('a logo', () => logos().find(image => image.naturalWidth));
    const { x, y } = logo.getBoundingClientRect();
    const moveTo = (by: number) => sendMouse({ type: 'move', position: [Math.round(x + by), Math.round(y + by)] });
    await moveTo(9);
    await sendMouse({ type: 'down' });
    await moveTo(13);
    await sendMouse({ type: 'up' });
    await until('it opens', () => parts(page.root, 'site')[0] ?? parts(page.root, 'field-input')[0]);
  });
});
