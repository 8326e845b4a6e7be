// Pieces of a screen that more than one element shows.
import { html, nothing, type TemplateResult } from 'lit';
import type { SyncfyError } from '../api/errors.js';
import type { Localizer, Words } from '../i18n/localize.js';
import { wordsOfError } from '../i18n/words.js';
import type { Job } from '../job/job.js';
import { icon } from './icons.js';

/** All of an element: its content, and under it what a page adds. */
export const frame = (l10n: Localizer, content: unknown, part = 'base'): TemplateResult =>
  html`<div class="stack frame ${part}" part=${part} lang=${l10n.locale}>
    ${content}<slot name="help"></slot><slot name="footer"></slot>
  </div>`;

/** The heading of a screen; the focus begins there. */
export const title = (text: string, slot = 'heading'): TemplateResult =>
  html`<h2 part="heading" tabindex="-1" dir="auto"><slot name=${slot}>${text}</slot></h2>`;

/** What an element says that has nothing to do yet. */
export const idle = (l10n: Localizer): TemplateResult =>
  html`<p class="quiet" part="empty" tabindex="-1"><slot name="empty">${l10n.t('common.idle')}</slot></p>`;

/** A button, whose text a page may replace: the slot is named as the part. */
export const button = (name: string, text: string, act: () => void, look = 'button plain', part = ''): TemplateResult =>
  html`<button class=${look} part="button button-${name} ${part}" type="button" @click=${act}>
    <slot name="button-${name}">${text}</slot>
  </button>`;

/** A button that is at work: it keeps its place and its focus, and a second press does nothing. That it is, is announced. */
export const busyButton = (text: string, busy: boolean, busyText: string): TemplateResult =>
  html`<button class="button" part="button button-main" type="submit" aria-disabled=${busy}>
      ${
        busy
          ? html`<span class="spinner" part="spinner"></span>${busyText}`
          : html`<slot name="button-main">${text}</slot>`
      }
    </button>
    <p class="hidden" role="status">${busy ? busyText : ''}</p>`;

/** Draws a piece anew whenever its key is another one: it stands in one of two places by turns. */
export function anew(): (key: unknown, piece: TemplateResult) => unknown[] {
  let drawn: unknown;
  let second = false;
  return (key, piece) => {
    if (key !== drawn) second = !second;
    drawn = key;
    return second ? [nothing, piece] : [piece];
  };
}

/** What went wrong, with a way on. It is announced at once, since the user has to act; the facts for Syncfy's support are not. */
export function banner(words: Words, extra: TemplateResult | typeof nothing = nothing): TemplateResult {
  return html`<div class="box danger line top" part="error">
    ${icon('alert')}
    <div>
      <div role="alert">
        <strong part="error-title" dir="auto">${words.title}</strong>
        <span part="error-text">${words.text}</span>
      </div>
      ${extra}
    </div>
  </div>`;
}

/** A title, and under it the sentence, if there is one. */
export const sentences = ({ title, text }: Words): TemplateResult =>
  html`<strong>${title}</strong> ${text && html`<span class="quiet">${text}</span>`}`;

/** What is good to know: nothing went wrong. */
export const note = (words: Words): TemplateResult =>
  html`<div class="box" part="message" role="status">${sentences(words)}</div>`;

/** What stands where something is being loaded, as tall as what will come. */
export const skeleton = (l10n: Localizer, bones = 8): TemplateResult =>
  html`<div class="stack" part="skeleton" tabindex="-1">
    <p class="hidden" role="status">${l10n.t('common.loading')}</p>
    ${Array(bones).fill(html`<p class="bone"></p>`)}
  </div>`;

/** The facts that Syncfy's support asks for: small, and easy to copy. */
export function facts(
  l10n: Localizer,
  code: number | string | undefined,
  rid: string | undefined,
): TemplateResult | typeof nothing {
  if (!code && !rid) return nothing;
  return html`<p class="quiet" part="facts">
    ${code ? html`<span>${l10n.t('common.code')} <code part="code">${code}</code></span>` : nothing}
    ${rid ? html`<span>${l10n.t('common.reference')} <code part="rid">${rid}</code></span>` : nothing}
  </p>`;
}

/** What keeps a job from being followed; nothing where nothing does. It is told by what is always there around it. */
export function troubleOf(l10n: Localizer, job: Job): TemplateResult | undefined {
  const { trouble } = job;
  if (job.isStuck) return errorBanner(l10n, trouble!, () => job.retry());
  return trouble && html`<p class="quiet" part="trouble">${l10n.t('status.trouble')}</p>`;
}

/**
 * An error as a banner, with "try again" where that may help; under a title of its own, its words become the text.
 * A refusal that cannot be tried again as it is may be about what was typed.
 */
export function errorBanner(l10n: Localizer, error: SyncfyError, retry?: () => void, title?: string): TemplateResult {
  const words = wordsOfError(l10n, error, !retry);
  const { httpStatus, rid } = error;
  // That no answer came is said in words; its code tells neither a person nor Syncfy's support more.
  const code = httpStatus! >= 300 ? httpStatus : httpStatus || !error.retryable ? error.code : undefined;
  return banner(
    title ? { title, text: `${words.title}. ${words.text}` } : words,
    html`${facts(l10n, code, rid)} ${retry ? button('retry', l10n.t('common.tryAgain'), retry) : nothing}`,
  );
}
