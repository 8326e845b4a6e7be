import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Flow } from '../session/flow.js';

/** Initials of a name: what stands for a logo that there is none of. */
export function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, 2)
    .map(word => [...word][0]!.toLocaleUpperCase())
    .join('');
}

interface LogosHost extends ReactiveControllerHost {
  readonly flow: Flow;
}

/** How many images are kept at most. */
const MOST = 200;

/** Draws logos, and remembers which images failed so that initials stand in for them. */
export class Logos implements ReactiveController {
  readonly #host: LogosHost;
  readonly #failed = new Set<string>();
  /** Those of them that are not asked for again. */
  readonly #lost = new Set<string>();
  /** Each image is one element, wherever it is drawn next: a list that moves decodes none twice. */
  readonly #images = new Map<string, HTMLImageElement>();
  #returns = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The cover that was asked for last, and whether there was a band for it: then there is one, whatever comes. */
  #cover: string | undefined;
  #hasBand = false;
  /** Whether no new image is shown for now. */
  resting = false;

  constructor(host: LogosHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#failed.clear();
  }

  /** An image may have failed only because the network was away; one that fails again would come and go at each return. */
  hostUpdate(): void {
    const { returns } = this.#host.flow.session;
    if (returns === this.#returns) return;
    this.#returns = returns;
    for (const url of this.#failed) {
      if (!this.#lost.has(url)) this.#failed.delete(url);
      this.#lost.add(url);
    }
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.resting = false;
  }

  /** Shows no new image for so long (ms): while one types or rushes through a list, the text comes first. */
  rest(ms: number): void {
    clearTimeout(this.#timer);
    this.resting = true;
    this.#timer = setTimeout(() => {
      this.resting = false;
      this.#host.requestUpdate();
    }, ms);
  }

  /**
   * A logo of 40 px; the name stands beside it, so it is decorative.
   * @param id tells apart those that have one image in common
   */
  render(name: string, url: string | undefined, id = ''): TemplateResult {
    if (!url || this.#failed.has(url)) {
      return html`<span class="logo" part="logo logo-initials" aria-hidden="true">${initials(name)}</span>`;
    }
    return html`<span class="logo" part="logo">${this.#image(url, 'logo-image', id)}</span>`;
  }

  /**
   * A band with the organization's own picture, which is as decorative; none where there is none.
   * @param name of whom, and their logo: it stands in the band if the picture does not come
   */
  cover(url: string | undefined, name: string, logo: string | undefined): TemplateResult | undefined {
    const failed = !url || this.#failed.has(url);
    if (url !== this.#cover) this.#hasBand = !failed;
    this.#cover = url;
    if (!this.#hasBand) return undefined;
    return failed
      ? html`<div class="cover line" part="cover">${this.render(name, logo)}</div>`
      : html`${this.#image(url, 'cover')}`;
  }

  #image(url: string, part: string, id = ''): unknown {
    const key = `${part} ${id} ${url}`;
    const known = this.#images.get(key);
    if (!known && this.resting) return undefined;
    const image = known ?? this.#load(url, part, key);
    // The last that was used is the last to go.
    this.#images.delete(key);
    this.#images.set(key, image);
    if (this.#images.size > MOST) this.#images.delete(this.#images.keys().next().value!);
    return image;
  }

  #load(url: string, part: string, key: string): HTMLImageElement {
    const image = document.createElement('img');
    image.referrerPolicy = 'no-referrer';
    image.className = part;
    image.setAttribute('part', part);
    image.alt = '';
    image.loading = 'lazy';
    image.onerror = () => {
      this.#images.delete(key);
      this.#failed.add(url);
      // A cover would come and go.
      if (part === 'cover') this.#lost.add(url);
      this.#host.requestUpdate();
    };
    image.src = url;
    return image;
  }
}
