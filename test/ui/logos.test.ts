import { expect } from '@open-wc/testing';
import { render, type ReactiveController } from 'lit';
import { Logos } from '../../src/ui/logos.js';

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
});
