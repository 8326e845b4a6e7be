// A browser that translates the page puts <font> elements in the place of texts, and Lit writes to what stands there.

/** One for all: what has it already may be given it again. */
const TAKES_THE_PLACE = {
  set(this: Element, text: string) {
    this.replaceWith(text);
  },
};

/** Lets what is written to a translation take its place; what does not change stays translated. */
export function makeTranslationsGiveWay(root: ParentNode): void {
  for (const font of root.querySelectorAll('font')) Object.defineProperty(font, 'data', TAKES_THE_PLACE);
}
