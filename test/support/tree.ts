// What assistive technology is told, asked of the browser itself (scripts/wtr-tree.mjs): roles, names, descriptions, states.
// Chromium tells all of it. WebKit tells roles and names of everything; Firefox only finds nodes by them, and has no role for
// a password. What an engine does not tell is left out of what is compared there, and nothing else. Playwright's own builds
// tell nothing at all (web-test-runner.browsers.config.mjs).
import { executeServerCommand } from '@web/test-runner-commands';
import { until } from './flow.js';

/** A node as an engine tells it. */
interface TreeNode {
  role: string;
  name?: string;
  description?: string;
  text?: string;
  states?: Readonly<Record<string, unknown>>;
}

interface Tree {
  /** What was asked for. */
  found: TreeNode[][];
  /** All that there is, where the engine tells. */
  everything?: TreeNode[];
}

/** A node that should be there, once. */
export interface Wanted {
  role: string;
  name?: string;
  description?: string;
  /** What is read inside of it. */
  text?: string;
  states?: Readonly<Record<string, unknown>>;
  /** How often; default once. */
  times?: number;
  /** Whether it hides what is typed. */
  secret?: boolean;
}

/** Whether more is told than roles and names. */
const tellsStates = navigator.userAgent.includes('Chrome/');
const isFirefox = navigator.userAgent.includes('Firefox/');
const isWebKit = !isFirefox && !tellsStates;

/** A select is a button that opens a menu, in WebKit's words. */
const roleOf = (role: string) => (isWebKit && role === 'combobox' ? 'button' : role);

const NAMED = new Set(
  'button checkbox combobox dialog group heading link radio radiogroup searchbox tab tabpanel textbox'.split(' '),
);

/** Whether a node is what was wanted, as far as the engine tells. */
function fits({ description, text, states }: TreeNode, wanted: Wanted): boolean {
  if (states === undefined) return true;
  const wrong = Object.entries(wanted.states ?? {}).some(([key, value]) => String(states[key]) !== String(value));
  return (
    !wrong &&
    (wanted.description === undefined || description === wanted.description) &&
    (wanted.text === undefined || text?.includes(wanted.text) === true)
  );
}

/** What is not as wanted, a line each. */
function problems({ found, everything = [] }: Tree, wanted: readonly Wanted[]): string[] {
  const lines: string[] = [];
  for (const [index, one] of wanted.entries()) {
    const nodes = found[index]!.filter(node => fits(node, one));
    const { times = 1 } = one;
    const told = one.name !== undefined || found[index]!.every(({ states }) => states !== undefined);
    // Where neither name nor text is told, others of the role may stand beside it.
    const right = told || times === 0 ? nodes.length === times : nodes.length >= times;
    if (!right) lines.push(`${nodes.length} instead of ${times} times ${JSON.stringify(one)}`);
  }
  for (const { role, name } of everything) if (NAMED.has(role) && !name?.trim()) lines.push(`a ${role} without a name`);
  return lines;
}

const said = ({ role, name, description, text, states }: TreeNode) =>
  `  ${role} “${name}” ${description ?? ''} ${role === 'alert' || role === 'status' ? `says “${text}”` : ''} ${JSON.stringify(states ?? {})}`;

/** Waits until the tree has all that is wanted, each of it as often as wanted, and nothing in it that needs a name has none. */
export async function expectTree(...all: readonly Wanted[]): Promise<void> {
  const wanted = all.filter(({ secret }) => !secret || !isFirefox);
  const asked = wanted.map(({ role, name }) => ({ role: roleOf(role), name }));
  let tree: Tree = { found: [] };
  let wrong: string[] = [];
  await until('the tree', async () => {
    tree = await executeServerCommand<Tree, typeof asked>('tree', asked);
    wrong = problems(tree, wanted);
    return !wrong.length;
  }).catch((cause: unknown) => {
    if (!wrong.length) throw cause;
    const roles = /^(?:StaticText|InlineTextBox|LabelText|generic|none|paragraph)$/;
    const there = (tree.everything ?? []).filter(({ role }) => !roles.test(role)).map(said);
    throw new Error(`The tree is not as it should be:\n${[...wrong, 'There is:', ...there].join('\n')}`);
  });
}

/** What changes nothing but states and descriptions: asked where they are told. */
export const expectStates = async (...wanted: readonly Wanted[]): Promise<void> =>
  tellsStates ? expectTree(...wanted) : undefined;
