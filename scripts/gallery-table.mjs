// docs/fields.md from the examples, and from what was seen posted.
import prettier from 'prettier';
import { CHALLENGE_EXAMPLES, SITE_EXAMPLES } from './gallery-examples.mjs';

export const PICTURES = 'docs/images/fields';

const LONGEST = 44;
/** So many elements of one example are shown in full. */
const MOST = 4;

const isPicture = text => text.startsWith('$');
const short = text => (text.length > LONGEST ? `${text.slice(0, LONGEST - 12)}…` : text);

/** Long lists and pictures as their beginning. */
function brief(value, key) {
  if (typeof value === 'string') {
    if (isPicture(value)) return value.startsWith('$data') ? 'data:image/png;base64,iVBO…' : 'iVBO…';
    return value.startsWith('data:') || key === 'imgBase64File' ? short(value) : value;
  }
  if (Array.isArray(value)) {
    const items = value.map(item => brief(item));
    return key === 'options' && items.length > 4 ? [...items.slice(0, 2), `… ${items.length - 2} more`] : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, brief(inner, name)]));
}

/** JSON on one line, with blanks where it may be wrapped. */
export const json = value => JSON.stringify(brief(value), null, 1).replace(/\n\s*/g, ' ');

const code = text => `\`${text}\``.replaceAll('|', String.raw`\|`);

/** As the API says it; of many elements the first two, and the others' types. */
function said({ is, site, twofa }) {
  const elements = twofa ?? site.credentials ?? [site];
  const shown = elements.length > MOST ? elements.slice(0, 2) : elements;
  const others = elements.slice(shown.length).map(({ type }) => code(type));
  const rest = others.length ? [`and, alike, ${others.join(', ')}`] : [];
  return [is, ...shown.map(element => code(json(element))), ...rest].join('<br>');
}

/** What of an example's row stands before and after what is posted. */
export function cellsOf(example) {
  const { id, shows, notes } = example;
  const picture = `<img src="images/fields/${id}.png" width="260" alt="${shows.replaceAll('`', '')}">`;
  return [`| ${said(example)} | ${picture}<br>${shows} |`, `| ${notes} |`];
}

function row(example, posted) {
  const [before, after] = cellsOf(example);
  return `${before} ${posted === undefined ? 'nothing' : code(json(posted))} ${after}`;
}

// Prettier would pad every cell to the longest of its column.
const table = (examples, posted) => `<!-- prettier-ignore-start -->

| the API says | the person sees | posted | notes |
| --- | --- | --- | --- |
${examples.map(example => row(example, posted.get(example.id))).join('\n')}

<!-- prettier-ignore-end -->`;

/** @param {Map<string, unknown>} posted by the example's id: the values as they were sent; missing where nothing was */
export async function fieldsPage(posted) {
  const page = `<!-- Made by \`npm run gallery\` from scripts/gallery-examples.mjs: change it there. -->

# Every field and challenge

What institutions ask, and what becomes of it: each example below was given to the elements in a real browser, filled in by its
labels as a person would, and sent; the table shows what was on the screen and what was on the wire. \`npm run gallery\` makes it
anew.

## At login

\`<syncfy-credential-form>\` posts \`{ "id_site", "credentials": {…} }\` for a site of version 1, and
\`{ "id_site", "input_name", "input": {…} }\` for one with ways to log in, with the \`locale\` beside them where it is \`en\` or \`es\`. What differs is shown.

${table(SITE_EXAMPLES, posted)}

## While a job runs

\`<syncfy-twofa>\` posts \`{ "twofa": {…} }\` to the challenge's \`address\`.

${table(CHALLENGE_EXAMPLES, posted)}
`;
  return prettier.format(page, { ...(await prettier.resolveConfig(import.meta.filename)), parser: 'markdown' });
}
