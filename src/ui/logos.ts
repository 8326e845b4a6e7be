import { keyed } from 'lit/directives/keyed.js';
import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

/** Initials of a name: what stands for a logo that there is none of. */
export function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, 2)
    .map(word => [...word][0]?.toLocaleUpperCase() ?? '')
    .join('');
}

/** Draws logos, and remembers which images failed so that initials stand in for them. */
export class Logos implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #failed = new Set<string>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // An image may have failed only because the network was away.
    this.#failed.clear();
  }

  /** A logo of 40 px; the name stands beside it, so it is decorative. */
  render(name: string, url: string | undefined): TemplateResult {
    if (!url || this.#failed.has(url)) {
      return html`<span class="logo" part="logo logo-initials" aria-hidden="true">${initials(name)}</span>`;
    }
    return html`<span class="logo" part="logo">${this.#image(url, 'logo-image')}</span>`;
  }

  /** A band with the organization's own picture, which is as decorative; none where there is none. */
  cover(url: string | undefined): TemplateResult | undefined {
    return url && !this.#failed.has(url) ? html`${this.#image(url, 'cover')}` : undefined;
  }

  #image(url: string, part: string): unknown {
    const fail = () => {
      this.#failed.add(url);
      this.#host.requestUpdate();
    };
    // An image element of its own for each picture: a list that moves must not show another bank's logo meanwhile.
    return keyed(url, html`<img class=${part} part=${part} alt="" src=${url} loading="lazy" @error=${fail} />`);
  }
}
