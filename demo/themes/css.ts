// A theme's CSS as text: what a token is set to, and the same text with another value. Comments and rules stay as written.

const declaration = (token: string) => new RegExp(String.raw`([ \t]*)${token}\s*:\s*([^;}]*);?[ \t]*\n?`);

/** What a token is set to; undefined where it is not. */
export const valueIn = (css: string, token: string): string | undefined => declaration(token).exec(css)?.[2]?.trim();

/** The CSS with a token set to a value, or without it. */
export function withValue(css: string, token: string, value: string | undefined): string {
  const clean = value?.replace(/[;{}]/g, '').trim();
  const line = clean ? `  ${token}: ${clean};\n` : '';
  if (declaration(token).test(css)) return css.replace(declaration(token), () => line);
  if (!line) return css;
  const root = /(:root\s*\{[^}]*?)(\s*)\}/;
  return root.test(css) ? css.replace(root, (_, before: string) => `${before}\n${line}}`) : `:root {\n${line}}\n${css}`;
}
