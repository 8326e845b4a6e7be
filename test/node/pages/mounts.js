// Elements that come and go in a page, as one that lives for days has them: each kind of mount and of job stands in a list.
{
  const NORMAL = '56cf5728784806f72b8b4568';
  const TOKEN = '56cf5728784806f72b8b4569';
  const PARTS = ['site-picker', 'credential-form', 'job-status', 'twofa'];
  const { deep } = globalThis.watched;
  let settings;

  const element = (name, more = '') => `<syncfy-${name} ${more}></syncfy-${name}>`;
  const parts = id => PARTS.map(name => element(name, name === 'credential-form' ? `site-id="${id}"` : '')).join('');

  /** Puts a session with these elements into the page. */
  function mount(inside, more = 'no-resume') {
    const box = document.createElement('div');
    box.innerHTML = `<syncfy-session token-url="/token" country="MX" locale="en" ${settings} ${more}>${inside}</syncfy-session>`;
    document.body.append(box);
    return box;
  }

  /** Waits until a check answers something. */
  async function until(check, what) {
    for (let turns = 0; turns < 2000; turns++) {
      const found = check();
      if (found) return found;
      await new Promise(done => setTimeout(done, 4));
    }
    throw new Error(`waited in vain for ${what}`);
  }

  const find = (root, part) => deep(root).find(one => one.part.contains(part) && one.checkVisibility());
  const shows = (root, part) => until(() => find(root, part), `${part} in ${root.innerHTML}`);

  const challenge = (type, more) => ({ code: 410, twofa: [{ name: 'x', type, label: 'A question', ...more }] });
  const asks = async given => {
    const box = mount(element('twofa'));
    box.querySelector('syncfy-twofa').challenge = given;
    await shows(box, 'field');
    return box;
  };

  const showing = async (inside, part, act = () => {}) => {
    const box = mount(inside);
    act(await shows(box, part), box);
    return box;
  };

  const MOUNTS = [
    () => showing(element('site-picker'), 'organization', row => row.click()),
    () => showing(element('credential-form', `site-id="${TOKEN}"`), 'field-input', input => (input.value = 'typed')),
    () => asks(challenge('text', { imgBase64File: 'iVBORw0KGgo=' })),
    () => asks(challenge('externalAction')),
    () => showing(element('connect', 'client-name="A shop"'), 'button-continue', (_, box) => box.remove()),
    () => showing(element('connect', 'no-consent'), 'organization', (_, box) => document.body.append(box)),
    () => showing(element('connect', `no-consent mode="dialog" open site-id="${TOKEN}"`), 'field'),
    () =>
      showing(element('connect', `no-consent mode="dialog" open site-id="${TOKEN}"`), 'field', (_, box) =>
        box.querySelector('syncfy-connect').close(),
      ),
    // Gone before anything has come.
    () => mount(parts(TOKEN) + element('connect', 'no-consent'), ''),
    () => {
      const box = document.createElement('div');
      box.innerHTML = element('job-status') + element('site-picker', 'session="nobody"');
      document.body.append(box);
      return shows(box, 'error').then(() => box);
    },
  ];

  async function logIn(box, password = 'test') {
    await until(
      () => deep(box).filter(one => one.part.contains('field-input') && one.checkVisibility()).length === 2,
      'a form',
    );
    for (const input of deep(box).filter(one => one.part.contains('field-input') && one.checkVisibility())) {
      input.value = input.type === 'password' ? password : 'test';
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    }
    await deep(box)
      .find(one => one.localName === 'syncfy-credential-form')
      .submit();
  }

  const job = box => box.firstChild.job;
  const asked = box =>
    until(
      () =>
        job(box)?.challenge && find(deep(box).find(one => one.localName === 'syncfy-twofa').shadowRoot, 'field-input'),
      'a question',
    );
  const ended = box => until(() => job(box)?.end, 'an end');

  async function answer(box) {
    (await asked(box)).value = '123456';
    await deep(box)
      .find(one => one.localName === 'syncfy-twofa')
      .submit();
    await ended(box);
  }

  const connect = id => element('connect', `no-consent site-id="${id}"`);
  const begun = async (inside, password, more) => {
    const box = mount(inside, more);
    await logIn(box, password);
    await until(() => job(box), 'a job');
    return box;
  };

  const JOBS = [
    async () => {
      const box = await begun(connect(NORMAL));
      await ended(box);
      return box;
    },
    async () => {
      const box = await begun(connect(TOKEN), 'test', '');
      await answer(box);
      return box;
    },
    async () => {
      const box = await begun(parts(TOKEN));
      await answer(box);
      return box;
    },
    // Removed while it runs, and while it asks.
    () => begun(connect(TOKEN)),
    async () => {
      const box = await begun(parts(TOKEN));
      await asked(box);
      return box;
    },
    // Cancelled.
    async () => {
      const box = await begun(connect(TOKEN));
      await asked(box);
      job(box).cancel();
      return box;
    },
    async () => {
      const box = await begun(parts(NORMAL));
      job(box).cancel();
      return box;
    },
    // Refused.
    async () => {
      const box = await begun(connect(NORMAL), 'wrong');
      await ended(box);
      return box;
    },
    // Away for a while, and then at another place.
    async () => {
      const box = await begun(connect(TOKEN));
      await asked(box);
      box.remove();
      await new Promise(done => setTimeout(done, 10));
      document.body.append(box);
      await answer(box);
      return box;
    },
    // Its dialog closed, and followed by another session.
    async () => {
      const box = await begun(element('connect', `no-consent mode="dialog" open site-id="${TOKEN}"`));
      await asked(box);
      box.querySelector('syncfy-connect').close();
      const other = mount(element('job-status') + element('twofa'));
      await other.firstChild.updateComplete;
      other.firstChild.resume(job(box).toJSON());
      await answer(other);
      other.remove();
      return box;
    },
  ];

  const run = kinds => async (times, from) => {
    settings = from;
    for (let turn = 0; turn < times; turn++) {
      const box = await kinds[turn % kinds.length]();
      box.remove();
      globalThis.watched.events.length = 0;
    }
    performance.clearResourceTimings();
  };

  globalThis.mounts = { mount: run(MOUNTS), job: run(JOBS), kinds: [MOUNTS.length, JOBS.length] };
}
