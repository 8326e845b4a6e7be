// The chart of docs/performance.md: how long until the list is shown, by the size of the catalogue, both on logarithmic scales.
import { CAP } from './measure.mjs';

const WIDTH = 360;
const HEIGHT = 250;
const LEFT = 52;
const RIGHT = 28;
const TOP = 74;
const BOTTOM = 44;

const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328; }
  .quiet { fill: #59636e; }
  .grid { stroke: #d1d9e0; }
  .line { fill: none; stroke-width: 2; }
  .official { stroke: #bc4c00; } .elements { stroke: #0969da; } .everywhere { stroke: #0969da; stroke-dasharray: 5 4; }
  .paper, circle { fill: #fff; }
  circle { stroke-width: 2; }
  circle.everywhere { stroke-dasharray: none; }
  .over { fill: #bc4c00; stroke: none; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .quiet { fill: #9198a1; }
    .grid { stroke: #3d444d; }
    .official { stroke: #f0883e; } .elements, .everywhere { stroke: #58a6ff; }
    .paper, circle { fill: #0d1117; }
    .over { fill: #f0883e; }
  }`;

/** A panel for each speed of the CPU; `lines` of points `[sites, ms]`, with Infinity where the cap cut it off. */
export function chart(panels, names) {
  const points = panels.flatMap(({ lines }) => Object.values(lines).flat());
  const sizes = [...new Set(points.map(([sites]) => sites))].sort((a, b) => a - b);
  const least = 10 ** Math.floor(Math.log10(Math.min(...points.map(([, ms]) => ms), 100)));
  const scale = (from, to, a, b) => value =>
    a + ((b - a) * (Math.log10(value) - Math.log10(from))) / (Math.log10(to) - Math.log10(from) || 1);
  const x = scale(sizes[0], sizes.at(-1), LEFT, WIDTH - RIGHT);
  const y = scale(least, CAP * 1.6, HEIGHT - BOTTOM, TOP);
  const round = value => Math.round(value * 10) / 10;

  const ticks = [];
  for (let ms = least; ms <= CAP; ms *= 10) ticks.push(ms);
  const seconds = ms => `${ms / 1000} s`;

  const line = (name, list) => {
    const done = list.filter(([, ms]) => Number.isFinite(ms));
    const path = done.map(([sites, ms], i) => `${i ? 'L' : 'M'}${round(x(sites))} ${round(y(ms))}`).join('');
    const dots = done.map(
      ([sites, ms]) => `<circle class="${name}" cx="${round(x(sites))}" cy="${round(y(ms))}" r="3"/>`,
    );
    const over = list
      .filter(([, ms]) => ms === Infinity)
      .map(([sites]) => {
        const [left, top] = [round(x(sites)), round(y(CAP))];
        return `<path class="over" d="M${left - 5} ${top + 4}l5 -9l5 9z"/>`;
      });
    return `<path class="line ${name}" d="${path}"/>${dots.join('')}${over.join('')}`;
  };

  const panel = ({ title, lines }, i) => `<g transform="translate(${i * WIDTH} 0)">
    <text x="${LEFT}" y="${TOP - 14}">${title}</text>
    ${ticks
      .map(
        ms => `<path class="grid" d="M${LEFT} ${round(y(ms))}H${WIDTH - RIGHT}"/>
    <text class="quiet" x="${LEFT - 6}" y="${round(y(ms)) + 4}" text-anchor="end">${seconds(ms)}</text>`,
      )
      .join('\n    ')}
    ${sizes
      .map(
        sites =>
          `<text class="quiet" x="${round(x(sites))}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${sites.toLocaleString('en')}</text>`,
      )
      .join('\n    ')}
    <text class="quiet" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">sites in the catalogue</text>
    ${Object.entries(lines)
      .map(([name, list]) => line(name, list))
      .join('\n    ')}
  </g>`;

  const legend = Object.entries(names).map(
    ([name, text], i) => `<g transform="translate(${LEFT + [0, 170, 310][i]} 18)">
    <path class="line ${name}" d="M0 0h22"/><text x="28" y="4">${text}</text>
  </g>`,
  );
  const total = WIDTH * panels.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${total} ${HEIGHT}" width="${total}" height="${HEIGHT}" role="img" aria-labelledby="title">
  <title id="title">Navigation to the list of institutions, in seconds, by the number of sites in the catalogue</title>
  <style>${STYLE}
  </style>
  <path class="paper" d="M0 0H${total}V${HEIGHT}H0z"/>
  ${legend.join('\n  ')}
  <g transform="translate(${LEFT} 36)"><path class="over" d="M6 4l5 -9l5 9z"/><text class="quiet" x="28" y="4">more than ${CAP / 1000} s</text></g>
  ${panels.map(panel).join('\n  ')}
</svg>
`;
}
