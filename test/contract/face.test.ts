// The public face of every element: what CONTRACT and custom-elements.json promise is what the classes do.
import { expect } from '@open-wc/testing';
import * as library from '../../src/index.js';
import { emit, type SyncfyEventName } from '../../src/events.js';
import { manifest, type ManifestElement } from './manifest.js';

/** What pages rely on. To be added to, never to be taken from. */
const FACE: Record<string, { name: keyof typeof library; attributes: string[]; members: string[] }> = {
  'syncfy-session': {
    name: 'SyncfySession',
    attributes: [
      'token',
      'token-url',
      'api-base',
      'assets-base',
      'auth-scheme',
      'trusted-origins',
      'locale',
      'country',
      'test-mode',
    ],
    members: ['refreshToken', 'client', 'site', 'job', 'lastRid', 'messages', 'resume'],
  },
  'syncfy-site-picker': {
    name: 'SyncfySitePicker',
    attributes: [
      ...['country', 'organization-type', 'audience', 'only-sites', 'only-organizations', 'only-organization-types'],
      ...['hide-sites', 'hide-organizations', 'hide-organization-types', 'no-country', 'no-logos', 'value', 'session'],
    ],
    members: ['organizations'],
  },
  'syncfy-credential-form': {
    name: 'SyncfyCredentialForm',
    attributes: ['site-id', 'credential-id', 'no-save', 'no-autocomplete', 'reveal', 'session'],
    members: ['site', 'submit', 'reset'],
  },
  'syncfy-job-status': {
    name: 'SyncfyJobStatus',
    attributes: ['quick-answer', 'timeout', 'compact', 'session'],
    members: ['job', 'status', 'history', 'cancel'],
  },
  'syncfy-twofa': {
    name: 'SyncfyTwofa',
    attributes: ['no-autocomplete', 'reveal', 'session'],
    members: ['challenge', 'submit'],
  },
  'syncfy-connect': {
    name: 'SyncfyConnect',
    attributes: [
      ...['country', 'organization-type', 'audience', 'only-sites', 'only-organizations', 'only-organization-types'],
      ...['hide-sites', 'hide-organizations', 'hide-organization-types', 'no-country', 'no-logos', 'session'],
      ...[
        'value',
        'site-id',
        'credential-id',
        'no-save',
        'no-autocomplete',
        'reveal',
        'quick-answer',
        'timeout',
        'compact',
      ],
      ...['mode', 'open', 'retry-codes', 'no-back', 'no-consent', 'client-name', 'client-logo'],
    ],
    members: ['show', 'close', 'restart', 'step'],
  },
};

/** Defaults that are no empty string and not false. */
const DEFAULTS: Record<string, unknown> = {
  'syncfy-session auth-scheme': 'token',
  'syncfy-site-picker audience': 'all',
  'syncfy-credential-form reveal': 'icon',
  'syncfy-credential-form max-file-size': 10e6,
  'syncfy-twofa reveal': 'icon',
  'syncfy-twofa time-limit': 0,
  'syncfy-job-status timeout': 240_000,
  'syncfy-connect mode': 'inline',
  'syncfy-connect retry-codes': '401,403,411',
};

const REFLECTED = ['syncfy-connect mode', 'syncfy-connect open'];

const EVENTS: Record<SyncfyEventName, { cancelable: boolean }> = {
  'syncfy-site-select': { cancelable: false },
  'syncfy-credential-submit': { cancelable: true },
  'syncfy-job-start': { cancelable: false },
  'syncfy-status': { cancelable: false },
  'syncfy-challenge': { cancelable: false },
  'syncfy-twofa-submit': { cancelable: true },
  'syncfy-success': { cancelable: false },
  'syncfy-failure': { cancelable: false },
  'syncfy-error': { cancelable: false },
  'syncfy-token-expired': { cancelable: false },
  'syncfy-step': { cancelable: false },
  'syncfy-close': { cancelable: true },
};

type Attribute = NonNullable<ManifestElement['attributes']>[number];
/** The type of what it is set to: some are undefined until then. */
const typeOf = (attribute: Attribute) => {
  const parts = (attribute.parsedType?.text ?? attribute.type?.text ?? '').split(' | ');
  return parts.includes('true') ? 'boolean' : parts.filter(part => part !== 'undefined').join(' | ');
};

/** A value that is not the default, as an attribute and as a property. */
function sampleOf(attribute: Attribute): [text: string, value: unknown] {
  const type = typeOf(attribute);
  if (type === 'boolean') return ['', true];
  if (type === 'number') return ['1234', 1234];
  const [, choice] = /'([^']+)'/.exec(type.replace(attribute.default ?? '', '')) ?? [];
  return [choice ?? 'sample', choice ?? 'sample'];
}

const make = (tag: string) =>
  document.createElement(tag) as HTMLElement & Record<string, unknown> & { updateComplete: Promise<boolean> };

afterEach(() => document.body.replaceChildren());

describe('the manifest', () => {
  it('has the elements that there are', () => {
    expect(manifest.map(element => element.tagName).sort()).to.deep.equal(Object.keys(FACE).sort());
  });

  it('has every event, each of an element that dispatches it', () => {
    const named = new Set(manifest.flatMap(element => element.events ?? []).map(event => event.name));
    expect([...named].sort()).to.deep.equal(Object.keys(EVENTS).sort());
  });
});

for (const element of manifest) {
  const { tagName: tag, attributes = [] } = element;
  const face = FACE[tag]!;

  describe(`<${tag}>`, () => {
    it('is registered, and exported by its name', () => {
      expect(customElements.get(tag)).to.equal(library[face.name]);
      expect(document.createElement(tag).constructor === library[face.name]).to.equal(true);
    });

    it('has the attributes, properties and methods that pages rely on', () => {
      const names = attributes.map(attribute => attribute.name);
      expect(face.attributes.filter(name => !names.includes(name))).to.deep.equal([]);
      const members = element.members!.map(member => member.name);
      expect(face.members.filter(name => !members.includes(name))).to.deep.equal([]);
      const one = make(tag);
      expect(element.members!.filter(({ name }) => !(name in one)).map(({ name }) => name)).to.deep.equal([]);
    });

    it('observes exactly the attributes that are documented, and their properties as a server writes them', () => {
      const { observedAttributes } = customElements.get(tag) as unknown as { observedAttributes: string[] };
      const names = attributes.flatMap(({ name, fieldName }) => [name, fieldName.toLowerCase()]);
      expect([...new Set(observedAttributes)].sort()).to.deep.equal([...new Set(names)].sort());
    });

    it('shows nothing of its private state as a property that can be listed', async () => {
      const one = make(tag);
      document.body.append(one);
      await one.updateComplete;
      const listed = Object.keys(one).filter(name => !name.startsWith('_$') && !name.startsWith('__'));
      expect(listed.filter(name => /token|value|secret|password/i.test(name))).to.deep.equal([]);
    });

    for (const attribute of attributes) {
      const { name, fieldName } = attribute;
      const key = `${tag} ${name}`;
      if (name === 'token') continue;

      it(`${name}: is a property, too`, () => {
        const [text, value] = sampleOf(attribute);
        const one = make(tag);
        one.setAttribute(name, text);
        expect(one[fieldName]).to.equal(value);
        one.removeAttribute(name);
        if (typeOf(attribute) === 'boolean') expect(one[fieldName]).to.equal(false);
      });

      it(`${name}: is read under its property’s name, as a framework writes that on a server`, () => {
        const [text, value] = sampleOf(attribute);
        const one = make(tag);
        const fallback = one[fieldName];
        one.setAttribute(fieldName, text);
        expect(one[fieldName]).to.equal(value);
        one.removeAttribute(fieldName);
        expect(one[fieldName]).to.equal(typeOf(attribute) === 'boolean' ? false : fallback);
      });

      it(`${name}: ${REFLECTED.includes(key) ? 'is reflected' : 'is not reflected'}`, async () => {
        const [text, value] = sampleOf(attribute);
        const one = make(tag);
        one[fieldName] = value;
        document.body.append(one);
        await one.updateComplete;
        expect(one.getAttribute(name)).to.equal(REFLECTED.includes(key) ? text : null);
        const field = element.members!.find(member => member.name === fieldName);
        expect(field?.reflects ?? false, 'as documented').to.equal(REFLECTED.includes(key));
      });

      it(`${name}: its default is not written into the page, where a server may have rendered none`, async () => {
        const one = make(tag);
        document.body.append(one);
        await one.updateComplete;
        expect(one.hasAttribute(name)).to.equal(false);
      });

      if (tag !== 'syncfy-session') {
        it(`${name}: set to nothing, has its default again`, () => {
          const [text, value] = sampleOf(attribute);
          const one = make(tag);
          const fallback = one[fieldName];
          one.setAttribute(name, text);
          one.removeAttribute(name);
          expect(one[fieldName], 'taken off').to.equal(typeOf(attribute) === 'boolean' ? false : fallback);
          for (const nothing of [null, undefined]) {
            one[fieldName] = value;
            one[fieldName] = nothing;
            expect(one[fieldName], `set to ${nothing}`).to.equal(fallback);
          }
        });

        it(`${name}: set to nothing where it was never set, or to another value and back, it has not changed`, async () => {
          const one = make(tag);
          document.body.append(one);
          await one.updateComplete;
          const changed: PropertyKey[] = [];
          (one as unknown as { updated(all: Map<PropertyKey, unknown>): void }).updated = all =>
            changed.push(...all.keys());
          const before = one[fieldName];
          const nothing = before === undefined ? [] : [[undefined], [null]];
          for (const values of [...nothing, [sampleOf(attribute)[1], before]]) {
            for (const value of values) one[fieldName] = value;
            await one.updateComplete;
          }
          expect(changed).not.to.include(fieldName);
        });
      }

      it(`${name}: has the default that is documented`, () => {
        const fallback = typeOf(attribute) === 'boolean' ? false : (DEFAULTS[key] ?? '');
        const handedOn = tag === 'syncfy-connect' && attribute.default === undefined;
        expect(make(tag)[fieldName]).to.equal(handedOn ? undefined : fallback);
      });
    }

    it('does not mind an attribute that makes no sense', async () => {
      const session = document.createElement('syncfy-session');
      const one = make(tag);
      session.append(one);
      for (const { name } of attributes)
        if (!['token', 'mode', 'open'].includes(name)) one.setAttribute(name, '\u0000<&">%%%');
      document.body.append(session);
      await one.updateComplete;
      expect(one.shadowRoot!.childElementCount).to.be.greaterThan(0);
    });
  });
}

describe('events', () => {
  for (const [name, { cancelable }] of Object.entries(EVENTS) as [SyncfyEventName, { cancelable: boolean }][]) {
    it(`${name} bubbles, is composed and ${cancelable ? 'can' : 'can’t'} be cancelled`, () => {
      const target = document.body.appendChild(document.createElement('div'));
      let seen: Event | undefined;
      const listen = (event: Event) => {
        seen = event;
        event.preventDefault();
      };
      document.addEventListener(name, listen);
      const uncancelled = emit(target, name, {} as never);
      document.removeEventListener(name, listen);
      expect(seen).to.be.instanceOf(CustomEvent);
      expect([seen!.bubbles, seen!.composed, seen!.cancelable]).to.deep.equal([true, true, cancelable]);
      expect(uncancelled).to.equal(!cancelable);
    });
  }
});

describe('the token', () => {
  const SECRET = 'not-to-be-seen-4711';

  /** All that can be read of an object, its prototypes' getters included. */
  function readable(object: object): string[] {
    const names = new Set<string>();
    for (
      let one: object | null = object;
      one && one !== HTMLElement.prototype;
      one = Object.getPrototypeOf(one) as object | null
    ) {
      for (const name of Object.getOwnPropertyNames(one)) names.add(name);
    }
    return [...names].map(name => {
      try {
        const value: unknown = Reflect.get(object, name);
        return typeof value === 'object' && value ? JSON.stringify(Object.entries(value)) : String(value);
      } catch {
        return '';
      }
    });
  }

  for (const way of ['attribute', 'property'] as const) {
    it(`is taken off and never readable, given as ${way}`, async () => {
      const session = document.createElement('syncfy-session');
      if (way === 'attribute') session.setAttribute('token', SECRET);
      else session.token = SECRET;
      expect(session.hasAttribute('token')).to.equal(false);
      document.body.append(session);
      await session.updateComplete;
      expect(session.token).to.equal('');
      expect(session.outerHTML).not.to.contain(SECRET);
      expect(session.shadowRoot!.innerHTML).not.to.contain(SECRET);
      expect(readable(session).join('\n')).not.to.contain(SECRET);
      expect(readable(session.client).join('\n')).not.to.contain(SECRET);
      expect(JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie).not.to.contain(SECRET);
    });
  }

  it('is taken off in HTML that is parsed', () => {
    const host = document.createElement('div');
    document.body.append(host);
    host.innerHTML = `<syncfy-session token="${SECRET}"></syncfy-session>`;
    expect(host.innerHTML).not.to.contain(SECRET);
  });
});
