// What is in a page's JavaScript heap, by Chromium's own protocol.

/** A snapshot of what is left after everything has been collected that nobody holds. */
export async function heapOf(context, page) {
  const session = await context.newCDPSession(page);
  const chunks = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { captureNumericValue: false });
  await session.detach();
  return new Heap(JSON.parse(chunks.join('')));
}

class Heap {
  #nodes;
  #edges;
  #strings;
  #nodeFields;
  #edgeFields;
  #nodeTypes;
  #edgeTypes;

  constructor({ snapshot: { meta }, nodes, edges, strings }) {
    this.#nodes = nodes;
    this.#edges = edges;
    this.#strings = strings;
    this.#nodeFields = meta.node_fields;
    this.#edgeFields = meta.edge_fields;
    this.#nodeTypes = meta.node_types[0];
    this.#edgeTypes = meta.edge_types[0];
  }

  /** How many bytes scripts hold: all but code, which a browser compiles as it is used, and its own things. */
  get held() {
    const [type, size] = ['type', 'self_size'].map(field => this.#nodeFields.indexOf(field));
    const others = new Set(['code', 'native', 'synthetic', 'hidden', 'object shape']);
    let held = 0;
    for (let at = 0; at < this.#nodes.length; at += this.#nodeFields.length) {
      if (!others.has(this.#nodeTypes[this.#nodes[at + type]])) held += this.#nodes[at + size];
    }
    return held;
  }

  /** The texts that contain a text: each with the ways by which it is held. */
  find(text) {
    const names = new Set(this.#strings.flatMap((string, index) => (string.includes(text) ? index : [])));
    if (!names.size) return [];
    const width = this.#nodeFields.length;
    const name = this.#nodeFields.indexOf('name');
    const found = [];
    for (let at = 0; at < this.#nodes.length; at += width) {
      if (names.has(this.#nodes[at + name])) {
        found.push({
          text: this.#strings[this.#nodes[at + name]],
          type: this.#typeOf(at),
          holders: this.#holdersOf(at),
        });
      }
    }
    // Names of edges: a property may be called so.
    return found.length ? found : [...names].map(index => ({ text: this.#strings[index], type: 'name', holders: [] }));
  }

  #typeOf(at) {
    return this.#nodeTypes[this.#nodes[at + this.#nodeFields.indexOf('type')]];
  }

  /** Who points at a node, and how; weak ways do not count. */
  #holdersOf(target) {
    const { length: width } = this.#edgeFields;
    const field = key => this.#edgeFields.indexOf(key);
    const count = this.#nodeFields.indexOf('edge_count');
    const holders = [];
    let edge = 0;
    for (let at = 0; at < this.#nodes.length; at += this.#nodeFields.length) {
      for (let left = this.#nodes[at + count]; left > 0; left--, edge += width) {
        if (this.#edges[edge + field('to_node')] !== target) continue;
        const type = this.#edgeTypes[this.#edges[edge + field('type')]];
        if (type === 'weak') continue;
        const key = this.#edges[edge + field('name_or_index')];
        const by = type === 'element' || type === 'hidden' ? key : this.#strings[key];
        holders.push(`${this.#strings[this.#nodes[at + this.#nodeFields.indexOf('name')]]} –${type}→ ${by}`);
      }
    }
    return holders;
  }
}
