import { hashOf } from '../ids.js';

/** A picture of an organization, made from its name alone: invented marks, nobody's logo. */
export function logo(name: string, kind: LogoKind): string {
  const hue = hashOf(name) % 360;
  const { width, height } = SIZES[kind];
  const side = kind === 'avatar' ? width : Math.round(height * 0.6);
  const offset = kind === 'avatar' ? 0 : Math.round(height * 0.2);
  const background = kind === 'avatar' ? '' : `<rect width="${width}" height="${height}" fill="url(#cover)"/>`;
  const scale = side / 96;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">` +
    `<title>${escape(name)}</title><defs>${gradient('tile', hue, 48, 36)}${gradient('cover', hue, 42, 92)}</defs>` +
    `${background}<g transform="translate(${offset} ${offset}) scale(${scale})">` +
    `<rect width="96" height="96" rx="22" fill="url(#tile)"/>${mark(name)}</g>` +
    `${kind === 'avatar' ? '' : caption(name, offset * 2 + side, width, height, hue)}</svg>`
  );
}

const SIZES = {
  avatar: { width: 96, height: 96 },
  small_cover: { width: 320, height: 96 },
  cover: { width: 800, height: 240 },
} as const;

export type LogoKind = keyof typeof SIZES;

export function isLogoKind(kind: string): kind is LogoKind {
  return Object.hasOwn(SIZES, kind);
}

const MARKS = [
  '<circle cx="38" cy="48" r="20"/><circle cx="58" cy="48" r="20" opacity=".6"/>',
  '<path d="M26 66V46h10v20zm17 0V30h10v36zm17 0V38h10v28z"/>',
  '<path d="M48 22 74 48 48 74 22 48z"/><path d="M48 36 60 48 48 60 36 48z" opacity=".45" fill="#000"/>',
  '<path d="M22 54c9-16 17-16 26 0s17 16 26 0v16H22z"/><circle cx="62" cy="34" r="8" opacity=".7"/>',
  '<path d="M28 68C28 40 44 28 70 26c0 28-14 42-42 42z"/>',
];

function mark(name: string): string {
  const index = (hashOf(`mark ${name}`) >>> 3) % (MARKS.length + 2);
  const shape = MARKS[index];
  if (shape) return `<g fill="#fff" fill-opacity=".92">${shape}</g>`;
  return (
    `<text x="48" y="49" fill="#fff" font-family="system-ui, sans-serif" font-size="36" font-weight="600" ` +
    `text-anchor="middle" dominant-baseline="central">${escape(initials(name))}</text>`
  );
}

function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? ['?'];
  const big = words.filter(word => /^\p{Lu}/u.test(word));
  return (big.length > 0 ? big : words)
    .slice(0, 2)
    .map(word => [...word][0]?.toUpperCase())
    .join('');
}

/** The name beside the mark, in two lines at most: a client may show a cover in place of the name. */
function caption(name: string, left: number, width: number, height: number, hue: number): string {
  const size = Math.round(height * 0.2);
  const lines = wrap(name, Math.floor((width - left) / (size * 0.58)));
  const top = height / 2 - ((lines.length - 1) * size * 1.2) / 2;
  const spans = lines.map(
    (line, index) => `<tspan x="${left}" y="${top + index * size * 1.2}">${escape(line)}</tspan>`,
  );
  return (
    `<text fill="hsl(${hue} 45% 24%)" font-family="system-ui, sans-serif" ` +
    `font-size="${size}" font-weight="600" dominant-baseline="central">${spans.join('')}</text>`
  );
}

function wrap(name: string, room: number): string[] {
  const [first = '', ...rest] = name.split(' ');
  const lines = [first];
  for (const word of rest) {
    const line = `${lines.at(-1)} ${word}`;
    if (line.length <= room) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  if (lines.length <= 2) return lines;
  const second = lines.slice(1).join(' ');
  return [lines[0] ?? '', `${second.slice(0, room - 1)}…`];
}

function gradient(id: string, hue: number, saturation: number, lightness: number): string {
  const stop = (offset: number, shift: number, light: number): string =>
    `<stop offset="${offset}" stop-color="hsl(${(hue + shift) % 360} ${saturation}% ${light}%)"/>`;
  return `<linearGradient id="${id}" x2="1" y2="1">${stop(0, 0, lightness + 6)}${stop(1, 28, lightness - 8)}</linearGradient>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
}
