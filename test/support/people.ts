// What a person needs of a screen, measured: room for every text, targets that can be hit, colours that can be told apart,
// and signs that are no colours. axe sees none of it.
import { deep, nameOf, textOf } from './flow.js';

const visible = (element: Element) => element.checkVisibility({ visibilityProperty: true });
const isHidden = (element: Element) => element.closest('.hidden') !== null;
const TOP_LAYER = ':popover-open,:modal';

/** The element around another, through shadow roots and slots. */
function around(node: Node): HTMLElement | null {
  const slot = (node as Element).assignedSlot;
  if (slot) return slot;
  const parent = node.parentNode;
  return parent instanceof ShadowRoot ? (parent.host as HTMLElement) : parent instanceof HTMLElement ? parent : null;
}
function* ancestors(node: Node, root: Node): Iterable<HTMLElement> {
  // What is in the top layer has left the boxes around it.
  if (node instanceof Element && node.matches(TOP_LAYER)) return;
  for (let at = around(node); at && at !== root.parentNode; at = around(at)) {
    yield at;
    if (at.matches(TOP_LAYER)) return;
  }
}

const said = (element: Element) =>
  `<${element.localName} ${element.getAttribute('part') ?? element.id}> “${textOf(element).slice(0, 40)}”`;

/**
 * What is shown on one line on purpose: the sites of an organization, all of which stand under it once it is open. And the bar:
 * what runs through it leaves it, and how far it has come is a matter of when one looks.
 */
const MAY_BE_CUT = '.below,.bar';

/** Texts and controls that stick out of a box around them, or are cut off by one. */
export function cutOff(root: HTMLElement): string[] {
  const found = new Set<string>();
  const check = (element: HTMLElement, rect: DOMRect, from: Node) => {
    for (const box of ancestors(from, root)) {
      const { display, overflowX, overflowY } = getComputedStyle(box);
      if (display.startsWith('inline') || display === 'contents') continue;
      const outer = box.getBoundingClientRect();
      // A box that scrolls upwards and downwards cuts nothing off, sideways it would.
      if (rect.left < outer.left - 1 || rect.right > outer.right + 1)
        found.add(`sideways: ${said(element)} out of ${said(box)}`);
      if (/hidden|clip/.test(overflowY) && (rect.top < outer.top - 1 || rect.bottom > outer.bottom + 1))
        found.add(`cut: ${said(element)} by ${said(box)}`);
      if (/auto|scroll/.test(overflowX + overflowY)) break;
    }
  };
  for (const element of deep(root)) {
    if (!visible(element) || isHidden(element) || element.closest(MAY_BE_CUT) || element.closest('select,svg,style'))
      continue;
    if (/^(input|textarea|select|button|img|progress)$/.test(element.localName))
      check(element, element.getBoundingClientRect(), element);
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.textContent?.trim()) continue;
      if (element.localName === 'slot' && (element as HTMLSlotElement).assignedNodes().length) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) if (rect.width > 1) check(element, rect, node);
    }
  }
  for (const element of deep(root)) {
    // A box that scrolls sideways is one whose content a person has to look for.
    if (
      !visible(element) ||
      isHidden(element) ||
      element.closest(MAY_BE_CUT) ||
      /^(input|select|textarea)$/.test(element.localName)
    )
      continue;
    const { overflowX } = getComputedStyle(element);
    if (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1 && element.clientWidth)
      found.add(`scrolls sideways: ${said(element)}`);
  }
  return [...found];
}

/** What lies over the text of an input: a button or an icon in it. */
export function covered(root: HTMLElement): string[] {
  return [...deep(root)].flatMap(input => {
    if (!input.matches('.control > input,.control > select') || !visible(input) || input.closest('.drop')) return [];
    const box = input.getBoundingClientRect();
    const { paddingLeft, paddingRight } = getComputedStyle(input);
    const [left, right] = [box.left + parseFloat(paddingLeft), box.right - parseFloat(paddingRight)];
    return [...input.parentElement!.children].flatMap(other => {
      if (other === input || !visible(other)) return [];
      const rect = other.getBoundingClientRect();
      return rect.left < right - 1 && rect.right > left + 1
        ? [`${said(other)} lies over the text of ${nameOf(input)}`]
        : [];
    });
  });
}

const CONTROLS = 'a,button,input,select,textarea,summary,[role=tab],[tabindex="0"]';

/** Controls that are smaller than a finger needs. A label is part of what it labels. */
export function smallTargets(root: HTMLElement, least = 44): string[] {
  return [...deep(root)].flatMap(element => {
    if (!element.matches(CONTROLS) || !visible(element)) return [];
    const boxes = [element, element.closest('label')].flatMap(one => (one ? [one.getBoundingClientRect()] : []));
    const [width, height] = [Math.max(...boxes.map(box => box.width)), Math.max(...boxes.map(box => box.height))];
    return width < least - 0.5 || height < least - 0.5
      ? [`${said(element)} ${nameOf(element)}: ${Math.round(width)} × ${Math.round(height)}`]
      : [];
  });
}

type Colour = readonly [number, number, number, number];
const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
function colour(text: string): Colour {
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = text;
  pen.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
  return [r!, g!, b!, a! / 255];
}
const over = ([r, g, b, a]: Colour, [R, G, B]: Colour): Colour => [
  r * a + R * (1 - a),
  g * a + G * (1 - a),
  b * a + B * (1 - a),
  1,
];
const light = (rgb: Colour) => {
  const [r, g, b] = rgb
    .slice(0, 3)
    .map(c => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};
const ratio = (a: Colour, b: Colour) => {
  const [dark, bright] = [light(a), light(b)].sort((one, two) => one - two);
  return (bright! + 0.05) / (dark! + 0.05);
};

/** What is painted behind an element. */
function behind(element: HTMLElement | null): Colour {
  const layers: Colour[] = [];
  for (let at = element; at; at = around(at)) {
    layers.push(colour(getComputedStyle(at).backgroundColor));
    if (layers.at(-1)![3] === 1) break;
    if (at.matches(':popover-open')) break;
  }
  const canvas = colour(getComputedStyle(document.documentElement).backgroundColor);
  return layers.reduceRight((below, layer) => over(layer, below), canvas[3] ? canvas : [255, 255, 255, 1]);
}

/** Contrasts that are too low, of what axe does not look at: placeholders, edges, icons, busy buttons, the focus ring. */
export function faint(root: HTMLElement): string[] {
  const found = new Set<string>();
  const look = (element: HTMLElement, what: string, text: string, on: Colour, least: number) => {
    const got = ratio(over(colour(text), on), on);
    if (got < least) found.add(`${what} of ${said(element)}: ${got.toFixed(2)} < ${least}`);
  };
  for (const element of deep(root)) {
    if (!visible(element) || isHidden(element)) continue;
    const style = getComputedStyle(element);
    const outside = behind(around(element));
    if (element.matches('.input') && !element.closest('.drop')) {
      look(element, 'the edge', style.borderTopColor, outside, 3);
      look(element, 'what is typed', style.color, behind(element), 4.5);
      if (element.hasAttribute('placeholder')) {
        const { color, opacity } = getComputedStyle(element, '::placeholder');
        if (opacity !== '1') found.add(`the placeholder of ${said(element)} is transparent`);
        look(element, 'the placeholder', color, behind(element), 4.5);
      }
    }
    if (element.matches('mark')) look(element, 'the match', style.color, behind(element), 4.5);
    // A captcha or code is black, and may have no paper of its own.
    if (element.matches('img')) look(element, 'black ink', '#000', behind(element), 4.5);
    if (element.matches('.option,.drop,.chip,.plain')) look(element, 'the edge', style.borderTopColor, outside, 3);
    if (element.matches('svg')) look(element, 'the icon', style.color, behind(around(element)), 3);
    if (element.matches('.button[aria-disabled=true]')) {
      look(element, 'the text', style.color, behind(element), 4.5);
      if (style.opacity !== '1') found.add(`${said(element)} is transparent`);
    }
    if (element.matches('.bar[part=bar]'))
      look(element, 'the bar', getComputedStyle(element, '::before').borderTopColor, behind(element), 3);
    if (element.matches('.dot') && !element.closest('.next'))
      look(element, 'the dot', style.borderTopColor, outside, 3);
    if (element.matches(CONTROLS)) {
      const probe = document.createElement('i');
      probe.style.outline = 'var(--_focus-ring)';
      element.after(probe);
      look(element, 'the focus ring', getComputedStyle(probe).outlineColor, outside, 3);
      probe.remove();
    }
  }
  return [...found];
}

/** What moves for longer than it may (ms); what turns while one waits is named by its part. */
export function moving(root: HTMLElement, most = 200, mayTurn: readonly string[] = ['spinner', 'bar']): string[] {
  // Each root answers for what is right in it.
  const animations = [...deep(root)].flatMap(({ shadowRoot }) => shadowRoot?.getAnimations() ?? []);
  return animations.flatMap(({ effect }) => {
    const { target } = effect as KeyframeEffect;
    const lasts = Number(effect!.getComputedTiming().activeDuration);
    if (!target || lasts <= most || mayTurn.some(part => target.part.contains(part))) return [];
    return [`${said(target)}: ${lasts} ms`];
  });
}

/** What is chosen or done, and what it stands beside. */
const PAIRS = [
  ['[aria-pressed=true]', '[aria-pressed=false]'],
  ['[aria-selected=true]', '[aria-selected=false]'],
  ['.sites .row[aria-current=true]', '.sites .row:not([aria-current])'],
  ['.done .dot', '.next .dot'],
  ['.now .dot', '.next .dot'],
] as const;

/** What nothing but a colour tells. */
export function colourAlone(root: HTMLElement): string[] {
  const elements = [...deep(root)].filter(visible);
  const signs = (element: HTMLElement) => {
    const { fontWeight, borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(element);
    const edge =
      colour(borderTopColor)[3] > 0 && borderTopStyle !== 'none' ? `${borderTopStyle} ${borderTopWidth}` : '';
    return [fontWeight, edge, element.querySelectorAll('svg').length].join();
  };
  return [
    ...PAIRS.flatMap(([one, other]) => {
      const [chosen, beside] = [one, other].map(selector => elements.find(element => element.matches(selector)));
      return chosen && beside && signs(chosen) === signs(beside) ? [`${said(chosen)} looks like ${said(beside)}`] : [];
    }),
    ...elements.flatMap(element => {
      if (element.matches('.error,.danger.box') && !(element.querySelector('svg') && textOf(element)))
        return [`${said(element)} is but red`];
      if (element.matches('a,mark') && !getComputedStyle(element).textDecorationLine.includes('underline'))
        return [`${said(element)} is not underlined`];
      if (element.matches('.option input') && getComputedStyle(element).appearance === 'none')
        return [`${said(element)} shows no mark`];
      return [];
    }),
  ];
}

/** What forced colours take the edge of, or leave the colour of, which may be that of the paper. */
export const unseen = (root: HTMLElement): string[] =>
  [...deep(root)].flatMap(element => {
    if (!visible(element)) return [];
    const { color, borderTopStyle } = getComputedStyle(element);
    if (element.matches('.bone,.box,.button') && borderTopStyle === 'none') return [`${said(element)} has no edge`];
    if (element.matches('svg') && color !== getComputedStyle(around(element)!).color)
      return [`an icon in ${said(around(element)!)} keeps its colour`];
    return [];
  });
