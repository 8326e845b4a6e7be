import { html, nothing, type TemplateResult } from 'lit';
import type { Organization, Site } from '../api/schemas.js';
import type { Flow } from '../session/flow.js';
import type { Logos } from './logos.js';
import { title } from './pieces.js';

/** The organization that a site belongs to, as far as it is known. */
export function organizationOf(flow: Flow, site: Site | undefined): Partial<Organization> | undefined {
  if (!site) return undefined;
  return (flow.site?.id_site === site.id_site ? flow.organization : undefined) ?? site.site_organization;
}

/**
 * The head of a screen: the institution's logo, what the screen is about, and whose it is.
 * @param before stands before the logo; `nothing` in its place
 * @param username whose credential it is, as Syncfy obfuscates it
 */
export function screenHead(
  { flow, logos }: { flow: Flow; logos: Logos },
  site: Site | undefined,
  heading: string,
  before?: TemplateResult | typeof nothing,
  username?: string,
): TemplateResult {
  const organization = organizationOf(flow, site);
  const name = organization?.name || site?.name;
  const below = organization?.name ?? '';
  return html`<div class="line" part="header">
      ${before}
      ${name && before !== nothing ? logos.render(name, flow.session.client.assetUrl(organization?.avatar)) : nothing}
      <div>
        ${title(heading)}
        ${heading.includes(below) ? nothing : html`<p class="quiet" part="organization" dir="auto">${below}</p>`}
        ${username ? html`<p class="quiet" part="username" dir="auto" translate="no">${username}</p>` : nothing}
      </div>
    </div>
    <slot name="intro"></slot>`;
}
