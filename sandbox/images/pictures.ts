import { Canvas, WHITE, type Colour } from './canvas.js';

/** What the captcha says. Letters and digits that nobody mistakes for one another. */
export const CAPTCHA_TEXT = 'R7K4P';

const GLYPHS: Readonly<Record<string, readonly string[]>> = {
  R: ['####.', '#...#', '#...#', '####.', '#.#..', '#..#.', '#...#'],
  '7': ['#####', '....#', '...#.', '..#..', '..#..', '.#...', '.#...'],
  K: ['#...#', '#..#.', '#.#..', '##...', '#.#..', '#..#.', '#...#'],
  '4': ['...#.', '..##.', '.#.#.', '#..#.', '#####', '...#.', '...#.'],
  P: ['####.', '#...#', '#...#', '####.', '#....', '#....', '#....'],
};

/** The rows of a QR code that reads "SYNCFY SANDBOX: ACME", a bit a module. */
const QR_SIZE = 21;
const QR_ROWS = [
  0x1fdd7f, 0x104f41, 0x175e5d, 0x17435d, 0x174b5d, 0x105041, 0x1fd57f, 0x000000, 0x146625, 0x1e9645, 0x07e49c,
  0x079360, 0x05456b, 0x00152e, 0x1fdc49, 0x1044a5, 0x1744b2, 0x174e80, 0x175727, 0x1048f9, 0x1fdb33,
];

const INK: Colour = [35, 48, 110];
const NOISE: Colour = [176, 190, 222];

export const captcha = once(() => {
  const scale = 7;
  const canvas = new Canvas(CAPTCHA_TEXT.length * 6 * scale + 4 * scale, 12 * scale, [238, 241, 250]);
  for (let x = 0; x < canvas.width; x++) {
    for (const [height, wave, phase] of WAVES) {
      const y = Math.round(canvas.height * height + Math.sin(x / wave + phase) * 14);
      canvas.rect(x, y, 1, 2, NOISE);
    }
  }
  [...CAPTCHA_TEXT].forEach((letter, place) => {
    const top = (2 + (place % 2 ? 1.2 : 0)) * scale;
    drawGlyph(canvas, letter, (2.5 + place * 6) * scale, Math.round(top), scale);
  });
  return canvas.png();
});

const WAVES = [
  [0.3, 19, 0],
  [0.55, 27, 2],
  [0.78, 15, 4],
] as const;

function drawGlyph(canvas: Canvas, letter: string, left: number, top: number, scale: number): void {
  GLYPHS[letter]?.forEach((row, y) => {
    // A slant, so that it looks less like a label.
    const shift = Math.round(((7 - y) * scale) / 9);
    [...row].forEach((dot, x) => {
      if (dot === '#') canvas.rect(Math.round(left + x * scale + shift), top + y * scale, scale, scale, INK);
    });
  });
}

export const qrCode = once(() => {
  const scale = 8;
  const quiet = 4;
  const side = (QR_SIZE + quiet * 2) * scale;
  const canvas = new Canvas(side, side);
  QR_ROWS.forEach((bits, y) => {
    for (let x = 0; x < QR_SIZE; x++) {
      if ((bits >> (QR_SIZE - 1 - x)) & 1)
        canvas.rect((x + quiet) * scale, (y + quiet) * scale, scale, scale, [0, 0, 0]);
    }
  });
  return canvas.png();
});

interface Shape {
  colour: Colour;
  inside: (u: number, v: number) => boolean;
}

export const SHAPES = {
  circle: { colour: [214, 69, 65], inside: (u, v) => u * u + v * v <= 1 },
  square: { colour: [38, 110, 181], inside: (u, v) => Math.abs(u) <= 0.86 && Math.abs(v) <= 0.86 },
  triangle: { colour: [30, 138, 88], inside: (u, v) => v <= 0.9 && v >= Math.abs(u) * 2 - 1 },
  cross: { colour: [205, 131, 16], inside: (u, v) => Math.abs(u) <= 0.3 || Math.abs(v) <= 0.3 },
} as const satisfies Record<string, Shape>;

export type ShapeName = keyof typeof SHAPES;

const drawn = new Map<ShapeName, Buffer>();

export function shape(name: ShapeName): Buffer {
  const ready = drawn.get(name);
  if (ready) return ready;
  const canvas = new Canvas(120, 120, WHITE);
  canvas.paint(18, 18, 84, 84, SHAPES[name].colour, SHAPES[name].inside);
  const picture = canvas.png();
  drawn.set(name, picture);
  return picture;
}

function once(draw: () => Buffer): () => Buffer {
  let picture: Buffer | undefined;
  return () => (picture ??= draw());
}

export function dataUrl(png: Buffer): string {
  return `data:image/png;base64,${png.toString('base64')}`;
}
