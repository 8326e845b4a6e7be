// What assistive technology is told of the page of a test, by the browser's own accessibility tree; its other end is
// test/support/tree.ts. Chromium tells everything. WebKit's driver tells roles and names, and Firefox's only finds nodes by
// them.

/** The nodes that are asked for, by role and perhaps name, and everything there is. */
async function ofChromium(page, wanted) {
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = await devtools.send('Accessibility.getFullAXTree');
  await devtools.detach();
  const byId = new Map(nodes.map(node => [node.nodeId, node]));
  const textOf = ({ role, name, childIds }) =>
    role.value === 'StaticText' ? name.value : childIds.map(id => (byId.has(id) ? textOf(byId.get(id)) : '')).join(' ');
  const everything = nodes.flatMap(node => {
    if (node.ignored) return [];
    const states = (node.properties ?? []).map(({ name, value }) => [name, value.value]);
    return {
      role: node.role.value,
      name: node.name?.value ?? '',
      description: node.description?.value ?? '',
      text: textOf(node).replace(/\s+/g, ' ').trim(),
      states: Object.fromEntries(states),
    };
  });
  return filtered(everything, wanted);
}

/** Elements that can be seen and match a selector, through shadow roots. */
const VISIBLE = `selector => {
  const found = [];
  const walk = root => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(selector) && element.checkVisibility({ visibilityProperty: true })) found.push(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document.body);
  return found;
}`;

/** All but what has no role of its own. */
const TOLD = '[role],:not(b,bdi,div,label,mark,p,path,slot,span,strong,style,svg)';

async function ofWebKit(page, wanted) {
  const everything = [];
  for (const element of await page.evaluate(`return (${VISIBLE})(arguments[0])`, TOLD)) {
    const [id] = Object.values(element);
    const ask = what => page.send('GET', `/element/${id}/${what}`);
    try {
      everything.push({ role: await ask('computedrole'), name: await ask('computedlabel') });
    } catch (error) {
      // It may have been taken away meanwhile.
      if (!/stale element|unknown error: $/.test(error.message)) throw error;
    }
  }
  return filtered(everything, wanted);
}

const fits = (node, { role, name }) => node.role === role && (name === undefined || node.name === name);

const filtered = (everything, wanted) => ({
  everything,
  found: wanted.map(one => everything.filter(node => fits(node, one))),
});

/** Which elements may have a role: Firefox's search does not enter shadow roots, and is slow where there is much to look at. */
const TAGS = {
  button: 'button',
  checkbox: 'input',
  combobox: 'select',
  dialog: 'dialog',
  group: 'fieldset',
  heading: 'h1,h2,h3,h4,h5,h6',
  list: 'ul,ol',
  listitem: 'li',
  radio: 'input',
  searchbox: 'input',
  textbox: 'input,textarea',
};

async function ofFirefox(page, wanted) {
  const context = page.mainFrame()._id;
  const serializationOptions = { maxDomDepth: 0 };
  const send = async (method, params) =>
    (await page.browser().connection.send(method, { ...params, serializationOptions })).result;

  async function find({ role, name }) {
    const selector = [`[role=${role}]`, TAGS[role]].filter(Boolean).join();
    const { result } = await send('script.evaluate', {
      expression: `(${VISIBLE})(${JSON.stringify(selector)})`,
      target: { context },
      awaitPromise: false,
    });
    if (!result.value.length) return [];
    const startNodes = result.value.map(({ sharedId }) => ({ sharedId }));
    const locator = { type: 'accessibility', value: { role, ...(name !== undefined && { name }) } };
    const { nodes } = await send('browsingContext.locateNodes', { context, locator, startNodes });
    // One inside of another is found twice.
    return [...new Set(nodes.map(({ sharedId }) => sharedId))].map(() => ({ role, name }));
  }

  return { found: await Promise.all(wanted.map(find)) };
}

const READERS = { Chromium: ofChromium, Firefox: ofFirefox, WebKit: ofWebKit };

export const treePlugin = () => ({
  name: 'tree',
  executeCommand({ command, payload, session: { id, browser } }) {
    return command === 'tree' ? READERS[browser.name](browser.getPage(id), payload) : undefined;
  },
});
