// An attribute that is taken off again or is "false", or a property that a framework sets to nothing, or to a list: as if it had
// never been set.
import { expect } from '@open-wc/testing';
import type { LitElement } from 'lit';
import type { SyncfyConnect, SyncfyCredentialForm, SyncfySitePicker } from '../../src/index.js';
import {
  all,
  closePages,
  ended,
  nameOf,
  open,
  parts,
  sandboxForAll,
  settled,
  textOf,
  toForm,
  until,
} from '../support/flow.js';

const sandbox = await sandboxForAll();

const NORMAL = '56cf5728784806f72b8b4568';
const SITE = {
  id_site: 's4',
  name: 'Four',
  version: 4,
  input: [
    {
      name: 'Default',
      label: 'User and password',
      fields: [
        { name: 'username', type: 'text', label: 'User', required: true, identifier: true },
        { name: 'password', type: 'password', label: 'Password', required: true },
      ],
    },
  ],
};

const WAYS = {
  'taken off': (one: Element, attribute: string) => one.removeAttribute(attribute),
  'set to null': (one: Element, attribute: string) => Reflect.set(one, propertyOf(attribute), null),
  'set to undefined': (one: Element, attribute: string) => Reflect.set(one, propertyOf(attribute), undefined),
};
const propertyOf = (attribute: string) => attribute.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

for (const [how, takeOff] of Object.entries(WAYS)) {
  describe(`an attribute that is ${how}`, () => {
    it('what a session is told: its defaults hold again, and nothing is told of', async () => {
      const page = await open(sandbox, { body: '' });
      const { session } = page;
      const set = { 'auth-scheme': 'bearer', 'token-url': '/token', 'trusted-origins': 'https://proxy.example' };
      for (const [name, value] of Object.entries(set)) session.setAttribute(name, value);
      session.messages = { 'common.back': 'Atrás' };
      await session.updateComplete;
      for (const name of Object.keys(set)) takeOff(session, name);
      session.messages = undefined as never;
      await session.updateComplete;
      const { authScheme, tokenUrl, trustedOrigins, messages } = session;
      expect([authScheme, tokenUrl, trustedOrigins, messages]).to.deep.equal(['token', '', '', {}]);
      expect(page.events.of('syncfy-error')).to.deep.equal([]);
    });

    it('credential-id of a form: a new login asks for the user name', async () => {
      const body = '<syncfy-credential-form credential-id="c1"></syncfy-credential-form>';
      const page = await open(sandbox, { body });
      const form = page.root.querySelector('syncfy-credential-form') as SyncfyCredentialForm;
      takeOff(form, 'credential-id');
      form.site = SITE as never;
      await until('the form', () => parts(page.root, 'fields')[0]);
      expect(all(page.root, 'textbox').map(nameOf)).to.deep.equal(['User', 'Password']);
    });

    for (const attribute of ['site-id', 'credential-id']) {
      it(`${attribute}: one picks`, async () => {
        const page = await open(sandbox, { body: '' });
        const connect = document.createElement('syncfy-connect') as SyncfyConnect;
        connect.noConsent = true;
        connect.setAttribute(attribute, NORMAL);
        takeOff(connect, attribute);
        page.session.append(connect);
        await page.user.find('searchbox');
        expect(connect.step).to.equal('pick');
      });
    }

    it('retry-codes: they are the usual ones', async () => {
      const page = await open(sandbox, { connect: 'no-consent retry-codes="405"' });
      takeOff(page.connect, 'retry-codes');
      await toForm(page, 'Normal');
      await page.user.logsIn({ Username: 'test', Password: 'wrong' });
      expect((await ended(page)).code).to.equal(401);
      await settled();
      expect(page.connect.step).to.equal('credentials');
    });

    it('organization-type: all types', async () => {
      const page = await open(sandbox, {
        body: '<syncfy-site-picker organization-type="Utility"></syncfy-site-picker>',
      });
      await until('the list', () => parts(page.root, 'organization')[0]);
      takeOff(page.root.querySelector('syncfy-site-picker')!, 'organization-type');
      await until('all', () =>
        parts(page.root, 'chip').find(one => one.ariaPressed === 'true' && textOf(one) === 'All'),
      );
    });

    it('client-name: its logo stands alone', async () => {
      const page = await open(sandbox, { connect: 'client-name="Client" client-logo="/none.png"' });
      await page.user.find('button', page.user.words('common.continue'));
      takeOff(page.connect, 'client-name');
      await until('nobody asks', () => parts(page.root, 'asks').length === 0);
      expect(page.connect.step).to.equal('consent');
    });
  });
}

it('what <syncfy-connect> hands on goes back to the default of the element that it is for', async () => {
  for (const nothing of [null, undefined]) {
    const page = await open(sandbox, { connect: 'no-consent organization-type="Utility"' });
    await until('the list', () => parts(page.root, 'organization')[0]);
    page.connect.organizationType = nothing as never;
    await until('all', () => parts(page.root, 'chip').find(one => one.ariaPressed === 'true' && textOf(one) === 'All'));
    closePages();
  }
});

for (const tag of ['session', 'connect', 'site-picker', 'credential-form', 'job-status', 'twofa']) {
  it(`<syncfy-${tag}>: what is on or off is off with "false"`, () => {
    const one = document.createElement(`syncfy-${tag}`);
    const { elementProperties } = one.constructor as typeof LitElement;
    const names = [...elementProperties].filter(([, { type }]) => type === Boolean);
    expect(names).not.to.be.empty;
    for (const [name, { attribute }] of names) {
      const set = (value: string) => {
        one.setAttribute(attribute as string, value);
        return Reflect.get(one, name) as unknown;
      };
      expect(['true', 'false', '', 'false', attribute as string].map(set), String(name)).to.deep.equal([
        true,
        false,
        true,
        false,
        true,
      ]);
    }
  });
}

it('a list may be given as one', async () => {
  const page = await open(sandbox, { body: '<syncfy-site-picker></syncfy-site-picker>' });
  const picker = page.root.querySelector('syncfy-site-picker') as SyncfySitePicker;
  picker.onlyOrganizations = ['Acme Bank', 'BBVA'] as never;
  await until('these', () => parts(page.root, 'organization-name').map(textOf).join() === 'Acme Bank,BBVA');
});
