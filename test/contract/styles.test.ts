// Tokens: what is public is documented and used, what is private is defined and used.
import { expect } from '@open-wc/testing';
import type { CSSResult, CSSResultOrNative } from 'lit';
import * as elements from '../../src/index.js';
import { baseStyles } from '../../src/ui/base.styles.js';
import { manifest } from './manifest.js';

const classes = [
  elements.SyncfySession,
  elements.SyncfySitePicker,
  elements.SyncfyCredentialForm,
  elements.SyncfyJobStatus,
  elements.SyncfyTwofa,
  elements.SyncfyConnect,
];
/** The sheet of tokens itself. */
const tokenSheet = (baseStyles[0] as CSSResult).cssText;
const cssText = (style: CSSResultOrNative) => (style as CSSResult).cssText;
const sheets = classes.map(one =>
  one.elementStyles
    .map(cssText)
    .join('\n')
    .replace(/\/\*[^]*?\*\//g, ''),
);
const all = sheets.join('\n');

const used = (css: string, start: string) =>
  new Set([...css.matchAll(/var\(\s*(--[\w-]+)/g)].flatMap(([, name]) => (name!.startsWith(start) ? [name!] : [])));
const defined = (css: string, start: string) =>
  new Set([...css.matchAll(/(--[\w-]+)\s*:/g)].flatMap(([, name]) => (name!.startsWith(start) ? [name!] : [])));
const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

describe('the page around', () => {
  /** A form of one field in an element of the page's. */
  async function formIn(parent: HTMLElement): Promise<(selector: string) => CSSStyleDeclaration> {
    const form = document.createElement('syncfy-credential-form');
    form.site = { id_site: 's', name: 'Bank', credentials: [{ name: 'a', type: 'text', label: 'A' }] } as never;
    parent.append(form);
    document.body.append(parent);
    await form.updateComplete;
    return selector => getComputedStyle(form.renderRoot.querySelector(selector)!);
  }
  const page = () => document.createElement('div');

  it('does not set the text of the elements: it does so with a heading or a button of its own', async () => {
    const parent = page();
    const set = { letterSpacing: '9px', textIndent: '9px', textTransform: 'uppercase', whiteSpace: 'nowrap' };
    Object.assign(parent.style, set, {
      wordSpacing: '9px',
      textAlign: 'right',
      hyphens: 'auto',
      wordBreak: 'break-all',
      fontVariant: 'small-caps',
      caretColor: 'transparent',
      fontStyle: 'italic',
      textShadow: '9px 9px',
      webkitTextFillColor: 'transparent',
    });
    const style = (await formIn(parent))('label');
    const { color } = style;
    expect([
      style.letterSpacing,
      style.textIndent,
      style.textTransform,
      style.whiteSpace,
      style.wordSpacing,
      style.textAlign,
      style.hyphens,
      style.wordBreak,
      style.fontVariant,
      style.fontStyle,
      style.textShadow,
    ]).to.deep.equal([
      'normal',
      '0px',
      'none',
      'normal',
      '0px',
      'left',
      'manual',
      'normal',
      'normal',
      'normal',
      'none',
    ]);
    expect([style.caretColor, style.webkitTextFillColor]).to.deep.equal([color, color]);
    parent.remove();
  });

  it('does not make what is typed invisible, nor texts tiny, with a rule for every element', async () => {
    const rule = document.createElement('style');
    rule.textContent = '* { color: #fff; font-size: 9px; letter-spacing: 9px; text-transform: uppercase; }';
    document.head.append(rule);
    const parent = page();
    const styleOf = await formIn(parent);
    try {
      const [input, button, heading] = [styleOf('input'), styleOf('button[type=submit]'), styleOf('h2')];
      expect(input.color).not.to.equal(input.backgroundColor);
      expect(button.fontSize).to.equal('16px');
      expect(heading.fontSize).to.equal('22px');
      for (const { letterSpacing, textTransform } of [input, button, heading])
        expect([letterSpacing, textTransform]).to.deep.equal(['normal', 'none']);
    } finally {
      rule.remove();
      parent.remove();
    }
  });
});

describe('tokens', () => {
  it('the public ones that are used are documented, and the other way round', () => {
    const documented = manifest.flatMap(element => (element.cssProperties ?? []).map(one => one.name));
    expect(documented).not.to.be.empty;
    expect(sorted(documented)).to.deep.equal(sorted(used(all, '--syncfy-')));
  });

  it('the public ones are never set by the elements themselves', () => {
    expect(sorted(defined(all, '--syncfy-'))).to.deep.equal([]);
  });

  it('there are none but public and private ones', () => {
    const names = sorted([...used(all, '--'), ...defined(all, '--')]);
    expect(names.filter(name => !/^--(?:syncfy-|_)/.test(name))).to.deep.equal([]);
  });

  it('the private ones that are defined are used', () => {
    expect(sorted(defined(all, '--_')).filter(name => !used(all, '--_').has(name))).to.deep.equal([]);
  });

  it('the private ones that an element uses are defined in it', () => {
    const missing = sheets.flatMap((css, i) =>
      [...used(css, '--_')].filter(name => !defined(css, '--_').has(name)).map(name => `${classes[i]!.name}: ${name}`),
    );
    expect(missing).to.deep.equal([]);
  });

  const others = () => all.replaceAll(tokenSheet.replace(/\/\*[^]*?\*\//g, ''), '');

  it('the public ones are read, and colours written, in one sheet alone', () => {
    expect(sorted(used(others(), '--syncfy-'))).to.deep.equal([]);
    expect(others().match(/#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch|light-dark)a?\(/gi) ?? []).to.deep.equal([]);
  });

  it('motion takes as long as the token says, but for what turns for as long as it is there', () => {
    const lasting = [...others().matchAll(/(?:animation|transition):([^;}]+)/g)].flatMap(([, value]) =>
      value!.split(',').filter(one => /\d+m?s\b/.test(one) && !one.includes('infinite')),
    );
    expect(lasting).to.deep.equal([]);
  });

  it('a documented default is the one that the style sheet falls back to', () => {
    for (const { name, default: value } of manifest.flatMap(element => element.cssProperties ?? [])) {
      if (!value) continue;
      const fallbacks = [...all.matchAll(new RegExp(`var\\(\\s*${name},\\s*([^;}]+)`, 'g'))].map(([, text]) =>
        text!.trim(),
      );
      expect(
        fallbacks.some(text => text.startsWith(value)),
        `${name}: ${value}, but ${fallbacks.join(' or ')}`,
      ).to.equal(true);
    }
  });
});
