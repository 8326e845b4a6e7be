// What is documented: custom-elements.json, which a test in Node holds to the source.

interface Named {
  name: string;
  description?: string;
  default?: string;
  type?: { text: string };
}

export interface ManifestElement extends Named {
  tagName: string;
  attributes?: (Named & { fieldName: string; parsedType?: { text: string } })[];
  members?: (Named & { kind: 'field' | 'method'; readonly?: boolean; reflects?: boolean; attribute?: string })[];
  events?: Named[];
  slots?: Named[];
  cssParts?: Named[];
  cssProperties?: Named[];
}

const response = await fetch('/custom-elements.json');
const { modules } = (await response.json()) as { modules: { declarations: ManifestElement[] }[] };

/** Every element. */
export const manifest = modules.flatMap(module => module.declarations);

/** One of them. */
export function documented(tagName: string): ManifestElement {
  const found = manifest.find(element => element.tagName === tagName);
  if (!found) throw new Error(`<${tagName}> is not in custom-elements.json`);
  return found;
}
