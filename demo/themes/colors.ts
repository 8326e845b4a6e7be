// What colours become on the page, in light and in dark, whatever a theme or a default is written with.

export type Scheme = 'light' | 'dark';

const probe = document.createElement('span');
probe.hidden = true;
const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
canvas.canvas.width = canvas.canvas.height = 1;

/** `:host` declares what each token is called inside: `--_accent: var(--syncfy-color-accent, …)`. */
function declaredBy(element: Element): Map<string, string> {
  const names = new Map<string, string>();
  for (const sheet of element.shadowRoot?.adoptedStyleSheets ?? []) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSStyleRule) || rule.selectorText !== ':host') continue;
      for (const name of rule.style) {
        const [, token] = /^\s*var\((--syncfy-[\w-]+)/.exec(rule.style.getPropertyValue(name)) ?? [];
        if (token && name.startsWith('--')) names.set(token, name);
      }
    }
  }
  return names;
}

/** Reads the colours of an element's tokens, set or not. */
export function colorReader(element: Element): (token: string, scheme: Scheme) => string {
  const names = declaredBy(element);
  element.after(probe);
  return (token, scheme) => {
    const styles = getComputedStyle(element);
    const inside = names.get(token);
    const value =
      (inside && styles.getPropertyValue(inside)) ||
      styles.getPropertyValue(token) ||
      styles.getPropertyValue(names.get('--syncfy-color-accent') ?? '');
    probe.style.colorScheme = scheme;
    probe.style.color = '';
    probe.style.color = value;
    canvas.fillStyle = getComputedStyle(probe).color;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map(part => part.toString(16).padStart(2, '0')).join('')}`;
  };
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG's contrast ratio of two colours, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
