// The pictures of a field: a captcha, a QR code, what there is to choose from. One that cannot be shown is said to be missing.
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Localizer } from '../i18n/localize.js';
import { imageSource } from '../schema/image.js';
import { button } from './pieces.js';

interface PicturesHost extends ReactiveControllerHost {
  readonly l10n: Localizer;
  readonly renderRoot: ParentNode;
}

/** The focus would be lost with what is closed: it goes back to the button before it. */
const backFrom = ({ target }: Event) => {
  const closing = target as HTMLElement;
  if (closing.matches(':focus')) (closing.previousElementSibling as HTMLElement).focus();
};

/** Draws a field's pictures, and remembers which could not be shown. */
export class FieldPictures {
  readonly #host: PicturesHost;
  readonly #id: string;
  /** Those that could not be shown. */
  readonly #broken = new Set<string>();

  /** @param id the field's */
  constructor(host: PicturesHost, id: string) {
    this.#host = host;
    this.#id = id;
  }

  /** What may be shown of a picture; undefined where nothing may, or it could not be. */
  #sourceOf(image: string): string | undefined {
    return this.#broken.has(image) ? undefined : imageSource(image);
  }

  /** A picture, or that it cannot be shown. */
  image(image: string, alt: string, part: string): TemplateResult {
    const source = this.#sourceOf(image);
    return source
      ? html`<img
          src=${source}
          alt=${alt}
          referrerpolicy="no-referrer"
          part=${part}
          @error=${() => {
            this.#broken.add(image);
            this.#redraw();
          }}
        />`
      : html`<span class="quiet">${this.#host.l10n.t('twofa.pictureBroken')}</span>`;
  }

  /** A field's own picture, which can be enlarged; nothing where it has none. */
  render(image: string | undefined): TemplateResult | typeof nothing {
    if (!image) return nothing;
    const source = this.#sourceOf(image);
    if (!source) return this.#missing(image);
    const id = this.#id;
    const large = `${id}-large`;
    // Before Safari 18.2, a button of a form opens no popover: these are of none.
    return html`<button class="picture" part="picture" form id="${id}-picture" popovertarget=${large}>
        ${this.image(image, this.#host.l10n.t('twofa.picture'), 'picture-image')}
        <span part="enlarge">${this.#host.l10n.t('twofa.enlarge')}</span>
      </button>
      <button
        class="picture"
        part="enlarged"
        form
        popover
        id=${large}
        popovertarget=${large}
        aria-label=${this.#host.l10n.t('common.close')}
        @beforetoggle=${backFrom}
      >
        <img src=${source} alt="" referrerpolicy="no-referrer" />
      </button>`;
  }

  /** That there is no picture. One that the network has not brought is asked for again. */
  #missing(image: string): TemplateResult {
    const again = () => {
      this.#broken.delete(image);
      this.#redraw();
    };
    // It had its room already.
    const wasAwaited = imageSource(image)?.startsWith('http');
    return html`<div class="box ${wasAwaited ? 'awaited' : ''}" part="picture" id="${this.#id}-picture">
      <span role="alert">${this.#host.l10n.t('twofa.pictureBroken')}</span>
      ${wasAwaited ? button('retry', this.#host.l10n.t('common.tryAgain'), again) : nothing}
    </div>`;
  }

  /** Whoever is at the picture stays there, whether it comes or goes. */
  #redraw(): void {
    const { renderRoot } = this.#host;
    const place = `#${this.#id}-picture`;
    const isThere = (renderRoot as ShadowRoot).activeElement?.closest(place);
    this.#host.requestUpdate();
    if (!isThere) return;
    void this.#host.updateComplete.then(() =>
      renderRoot.querySelector<HTMLElement>(`button${place},${place} button`)?.focus(),
    );
  }
}
