// Lit's packages without what no element here reaches: other kinds of templates, expressions where none stands, directives
// that outlive their template, decorators, polyfills, checks of how a package is called. In a script tag's file nothing but
// these elements runs on them, and a page need not carry the rest. The versions are pinned: what is not found exactly as it
// stands here fails the build, and so does a directive that might need what is cut (vite.config.ts).

/** Each cut is a text that goes, or a pair of it and what comes in its place. */
const LIT_HTML = [
  // A server, which may import it, has no document.
  ['l=document', 'l=t.document??{createTreeWalker(){}}'],
  // Polyfills; a note of the version.
  ['B=t.litHtmlPolyfillSupport;B?.(S,k),(t.litHtmlVersions??=[]).push("3.3.3");const D=', 'D='],
  // Templates of SVG and MathML, and compiled ones.
  ['l=2===i?"<svg>":3===i?"<math>":""', 'l=""'],
  '+(2===i?"</svg>":3===i?"</math>":"")',
  [
    'if(this.el=S.createElement(f,e),P.currentNode=this.el.content,2===i||3===i){const t=this.el.content.firstChild;t.replaceWith(...t.childNodes)}',
    'this.el=S.createElement(f,e),P.currentNode=this.el.content;',
  ],
  [
    '"number"==typeof s?this._$AC(t):(void 0===s.el&&(s.el=S.createElement(V(s.h,s.h[0]),this.options)),s)',
    'this._$AC(t)',
  ],
  // Expressions in the text of script, style, textarea and title, in comments, and on a tag itself.
  ',y=/^(?:script|style|textarea|title)$/i',
  ['(y.test(u[2])&&(n=RegExp("</"+u[2],"g")),c=p)', '(c=p)'],
  ['(c=n??v,d=-1)', '(c=v,d=-1)'],
  ['(c=p,n=void 0)', 'c=p'],
  'if(y.test(r.tagName)){const t=r.textContent.split(o),i=t.length-1;if(i>0){r.textContent=s?s.emptyScript:"";for(let s=0;s<i;s++)r.append(t[s],c()),P.nextNode(),d.push({type:2,index:++l});r.append(t[i],c())}}',
  [
    'if(r.data===n)d.push({type:2,index:l});else{let t=-1;for(;-1!==(t=r.data.indexOf(o,t+1));)d.push({type:7,index:l}),t+=o.length-1}',
    'r.data===n&&d.push({type:2,index:l});',
  ],
  'else t.startsWith(o)&&(d.push({type:6,index:l}),r.removeAttribute(t))',
  [
    '2===r.type?i=new k(h,h.nextSibling,this,t):1===r.type?i=new r.ctor(h,r.name,r.strings,this,t):6===r.type&&(i=new Z(h,this,t))',
    'i=2===r.type?new k(h,h.nextSibling,this,t):new r.ctor(h,r.name,r.strings,this,t)',
  ],
  'class Z{constructor(t,i,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=i,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){M(this,t)}}',
  ',F:Z',
  // What only a directive looks at that is told of its removal, or asks where it stands.
  'h?._$AO?.(!1),',
  ',h._$AT(t,s,e)',
  [
    'this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=i}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}',
    'this._$AV=[],this._$AD=t}',
  ],
  [
    'get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,i,s,e){this.type=2,this._$AH=A,this._$AN=void 0,this._$AA=t,this._$AB=i,this._$AM=s,this.options=e,this._$Cv=e?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode;const i=this._$AM;return void 0!==i&&11===t?.nodeType&&(t=i.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}',
    'constructor(t,i,s,e){this._$AH=A,this._$AA=t,this._$AB=i,this.options=e}',
  ],
  'this._$AP?.(!1,!0,s)',
  'setConnected(t){void 0===this._$AM&&(this._$Cv=t,this._$AP?.(t))}',
  [
    'get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,i,s,e,h){this.type=1,this._$AH=A,this._$AN=void 0,this.element=t,this.name=i,this._$AM=e,this.options=h,',
    'constructor(t,i,s,e,h){this.element=t,this.name=i,this.options=h,',
  ],
  'constructor(){super(...arguments),this.type=3}',
  'constructor(){super(...arguments),this.type=4}',
  'constructor(t,i,s,e,h){super(t,i,s,e,h),this.type=5}',
  // Another document, and a place before something.
  ['(t?.creationScope??l)', 'l'],
  [
    'const e=s?.renderBefore??i;let h=e._$litPart$;if(void 0===h){const t=s?.renderBefore??null;e._$litPart$=h=new k(i.insertBefore(c(),t),t,void 0,s??{})}',
    'let h=i._$litPart$;h??=i._$litPart$=new k(i.appendChild(c()),null,void 0,s);',
  ],
  // Listeners that are objects, or have options.
  [
    'const s=this._$AH,e=t===A&&s!==A||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,h=t!==A&&(s===A||e);e&&this.element.removeEventListener(this.name,this,s),h&&this.element.addEventListener(this.name,this,t),this._$AH=t',
    'this._$AH===A&&this.element.addEventListener(this.name,this),this._$AH=t',
  ],
  [
    '"function"==typeof this._$AH?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)',
    'this._$AH!==A&&this._$AH(t)',
  ],
];

const LIT_ELEMENT = [
  'createRenderRoot(){const t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}',
  'this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),',
  'connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}',
  ',this._$Do=void 0',
  'this._$Do=',
  ',s.litElementHydrateSupport?.({LitElement:i});const o=s.litElementPolyfillSupport;o?.({LitElement:i})',
  '(s.litElementVersions??=[]).push("4.2.2");',
];

const REACTIVE_ELEMENT = [
  ['extends HTMLElement', 'extends(globalThis.HTMLElement??Object)'],
  ',p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2")',
  // Decorators.
  'Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;',
  'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}',
  'static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}',
  ',void 0!==t.l&&(this.l=[...t.l])',
  ',this.constructor.l?.forEach(t=>t(this))',
  // Attributes of other types than text, number and yes or no; converters; a default that is reflected.
  [
    'switch(s){case Boolean:t=t?l:null;break;case Object:case Array:t=null==t?t:JSON.stringify(t)}return t',
    'return s===Boolean?t?"":null:t',
  ],
  [
    'let i=t;switch(s){case Boolean:i=null!==t;break;case Number:i=null===t?null:Number(t);break;case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}}return i',
    'return s===Boolean?null!==t:s===Number&&null!==t?Number(t):t',
  ],
  ['(void 0!==i.converter?.toAttribute?i.converter:u)', 'u'],
  [
    'h="function"==typeof t.converter?{fromAttribute:t.converter}:void 0!==t.converter?.fromAttribute?t.converter:u;',
    'h=u;',
  ],
  ['const r=h.fromAttribute(s,t.type);this[e]=r??this._$Ej?.get(e)??r,', 'this[e]=h.fromAttribute(s,t.type),'],
  '||i.useDefault&&i.reflect&&h===this._$Ej?.get(t)&&!this.hasAttribute(r._$Eu(t,i))',
  [
    '{useDefault:i,reflect:e,wrapped:h},r){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,r??s??this[t]),!0!==h||void 0!==r)||(this._$AL.has(t)||(this.hasUpdated||i||(s=void 0),this._$AL.set(t,s)),!0===e&&this._$Em!==t&&(this._$Eq??=new Set).add(t))',
    '{reflect:e}){this._$AL.has(t)||this._$AL.set(t,this.hasUpdated?s:void 0),!0===e&&this._$Em!==t&&(this._$Eq??=new Set).add(t)',
  ],
  'converter:u,reflect:!1,useDefault:!1,',
  // Hooks that no element has, and lists of styles that name one twice.
  [
    'const t=this.scheduleUpdate();return null!=t&&await t,!this.isUpdatePending',
    'return this.performUpdate(),!this.isUpdatePending',
  ],
  'scheduleUpdate(){return this.performUpdate()}',
  'return this.getUpdateComplete()}getUpdateComplete(){',
  [
    't=this.shouldUpdate(s),t?(this.willUpdate(s),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(s)):this._$EM()',
    'this.willUpdate(s),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(s),t=!0',
  ],
  'shouldUpdate(t){return!0}',
  ['this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t))', 'this.hasUpdated=!0'],
  'firstUpdated(t){}',
  [
    'const i=[];if(Array.isArray(s)){const e=new Set(s.flat(1/0).reverse());for(const s of e)i.unshift(t(s))}else void 0!==s&&i.push(t(s));return i',
    'return[s].flat(1/0)',
  ],
];

const TASK = [
  'get taskComplete(){return this.t||(1===this.i?this.t=new Promise(((t,s)=>{this.o=t,this.h=s})):3===this.i?this.t=Promise.reject(this.l):this.t=Promise.resolve(this.u)),this.t}',
  ['1===this.i?this.q?.abort():(this.t=void 0,this.o=void 0,this.h=void 0)', 'this.abort()'],
  ',this.o?.(s)',
  ',this.h?.(h)',
  ['const h="object"==typeof s?s:{task:s,args:i};', 'const h=s;'],
  ',this.m=h.argsEqual??r',
  ['this.m(s,t)', 'r(s,t)'],
  ',this.autoRun=h.autoRun??!0,"initialValue"in h&&(this.u=h.initialValue,this.i=2,this.O=this.T?.())',
  ['!0===this.autoRun&&this.S()', 'this.S()'],
  'hostUpdated(){"afterUpdate"===this.autoRun&&this.S()}',
  [
    '"afterUpdate"===this.autoRun?queueMicrotask((()=>this._.requestUpdate())):this._.requestUpdate()',
    'this._.requestUpdate()',
  ],
  [
    'if(void 0===this.j)return;const t=this.j();if(!Array.isArray(t))throw Error("The args function must return an array");return t',
    'return this.j()',
  ],
  ['if(s===i)this.i=0;else{if(!1===e)', '{if(!1===e)'],
  'render(t){switch(this.i){case 0:return t.initial?.();case 1:return t.pending?.();case 2:return t.complete?.(this.value);case 3:return t.error?.(this.error);default:throw Error("Unexpected status: "+this.i)}}',
];

const DIRECTIVE = ['get _$AU(){return this._$AM._$AU}_$AT(t,e,i){this._$Ct=t,this._$AM=e,this._$Ci=i}'];

const CUTS = {
  'lit-html/lit-html.js': LIT_HTML,
  'lit-html/directive.js': DIRECTIVE,
  'lit-element/lit-element.js': LIT_ELEMENT,
  '@lit/reactive-element/reactive-element.js': REACTIVE_ELEMENT,
  '@lit/task/task.js': TASK,
};

/** Sheets are plain text here, and every browser that knows `light-dark()`, which the colours need, shares them. */
const SHEETS = `
  export const css = ([text]) => {
    let sheet;
    return { get styleSheet() { return sheet ?? (sheet = new CSSStyleSheet()).replaceSync(text), sheet; } };
  };
  export const adoptStyles = (root, styles) => { root.adoptedStyleSheets = styles.map(style => style.styleSheet); };
  export const getCompatibleStyle = style => style;
  export let CSSResult, supportsAdoptingStyleSheets, unsafeCSS;`;

/**
 * Takes out of a module of Lit's what the file for a script tag does not need; null is any other module.
 * @param {string} code
 * @param {string} path
 * @returns {string | null}
 */
export function leanLit(code, path) {
  const module = /\/node_modules\/((?:@lit\/|lit-)[\w-]+\/.*)$/.exec(path)?.[1];
  if (module === undefined) return null;
  if (module === '@lit/reactive-element/css-tag.js') return SHEETS;
  let rest = code;
  for (const cut of CUTS[module] ?? []) {
    const [text, instead] = typeof cut === 'string' ? [cut, ''] : cut;
    const parts = rest.split(text);
    if (parts.length !== 2) throw new Error(`${module} has this ${parts.length - 1} times: ${text}`);
    rest = parts.join(instead);
  }
  return rest;
}
