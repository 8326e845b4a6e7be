import { expect } from '@open-wc/testing';
import { render, type ReactiveController } from 'lit';
import { Logos } from '../../src/ui/logos.js';
import { FakeClock } from '../support/clock.js';

/** What draws them, as far as they ask. */
const host = {
  addController: (_: ReactiveController) => {},
  removeController: () => {},
  requestUpdate: () => {},
  updateComplete: Promise.resolve(true),
  flow: { session: { returns: 0 } },
};
/** A picture that needs no network. */
const url = (n: number) => `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" id="${n}"/>`;

describe('logos', () => {
  function drawn(logos: Logos, n: number): HTMLImageElement {
    const place = document.createElement('div');
    render(logos.render('Bank', url(n)), place);
    return place.querySelector('img')!;
  }

  it('come when they are in sight, and tell nothing', () => {
    const image = drawn(new Logos(host as never), 0);
    expect(image.loading).to.equal('lazy');
    expect(image.alt).to.equal('');
    expect(image.referrerPolicy).to.equal('no-referrer');
  });

  it('are one element each, wherever they are drawn next, as long as no 200 others were', () => {
    const logos = new Logos(host as never);
    const first = drawn(logos, 0);
    for (let n = 1; n < 200; n++) drawn(logos, n);
    expect(drawn(logos, 0) === first, 'after 199 others').to.equal(true);
    for (let n = 1; n <= 200; n++) drawn(logos, n);
    expect(drawn(logos, 0) === first, 'after 200 others').to.equal(false);
  });

  it('wait until the last of several reasons is over, and no longer than the list is there', async () => {
    const { setTimeout, clearTimeout } = globalThis;
    const clock = new FakeClock();
    Object.assign(globalThis, { setTimeout: clock.setTimeout, clearTimeout: clock.clearTimeout });
    try {
      const logos = new Logos(host as never);
      const comes = (n: number) => drawn(logos, n) !== null;
      logos.rest(100);
      await clock.tick(60);
      logos.rest(100);
      await clock.tick(60);
      expect(comes(0)).to.equal(false);
      await clock.tick(40);
      expect(comes(0)).to.equal(true);
      logos.rest(100);
      logos.hostDisconnected();
      expect(comes(1)).to.equal(true);
    } finally {
      Object.assign(globalThis, { setTimeout, clearTimeout });
    }
  });

  it('that failed are asked for again when what draws them comes back', () => {
    const logos = new Logos(host as never);
    const first = drawn(logos, 0);
    first.onerror!('');
    expect(drawn(logos, 0)).to.equal(null);
    logos.hostConnected();
    expect(drawn(logos, 0)?.src).to.equal(first.src);
  });

  it('that failed are asked for again when the network is back, but no cover, which would come and go', () => {
    const session = { returns: 0 };
    const logos = new Logos({ ...host, flow: { session } } as never);
    const cover = () => {
      const place = document.createElement('div');
      render(logos.cover(url(0), 'Bank', undefined), place);
      return place.querySelector('img');
    };
    const logo = drawn(logos, 1);
    cover()!.onerror!('');
    logo.onerror!('');
    session.returns++;
    logos.hostUpdate();
    expect(drawn(logos, 1)?.src).to.equal(logo.src);
    expect(cover()).to.equal(null);
  });
});
