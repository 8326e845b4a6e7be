// Whether what a page shows can be used by everybody, as far as axe can tell: WCAG 2.2 AA, light and dark.
import 'axe-core/axe.min.js';
import type axe from 'axe-core';
import { emulateMedia } from '@web/test-runner-commands';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const SCHEMES = ['light', 'dark'] as const;

/** What axe finds wrong, a line each. */
async function findings(root: Element, scheme: string, runOnly: axe.RunOnly): Promise<string[]> {
  const { violations } = await window.axe.run(root, { runOnly, resultTypes: ['violations'] });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any, all }) => {
      const why = [...any, ...all].map(check => check.message).join('; ');
      return `${scheme}: ${id} (${help}) at ${target.flat().join(' ')}: ${why}`;
    }),
  );
}

/** Fails with what axe finds wrong with a part of the page. In the dark only what colours change is looked at again. */
export async function expectAccessible(root: Element): Promise<void> {
  // A page that follows the user's scheme, as the elements do.
  Object.assign(document.documentElement.style, { colorScheme: 'light dark', background: 'Canvas' });
  document.documentElement.lang ||= 'en';
  document.title ||= 'Test';
  const found: string[] = [];
  for (const colorScheme of SCHEMES) {
    await emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await new Promise(requestAnimationFrame);
    const dark = colorScheme === 'dark';
    found.push(
      ...(await findings(
        root,
        colorScheme,
        dark ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: WCAG },
      )),
    );
  }
  await emulateMedia({ colorScheme: 'light' });
  if (found.length) throw new Error(`Not accessible, ${found.length} times:\n${found.slice(0, 5).join('\n')}`);
}
