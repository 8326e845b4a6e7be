// Lit's packages without what no element here reaches: other kinds of templates, expressions where none stands, directives,
// decorators, polyfills, checks of how a package is called. In a script tag's file nothing but these elements runs on them, and
// a page need not carry the rest. The versions are pinned: what is not found exactly as it stands here fails the build, and so
// does a directive (vite.config.ts).

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
    'const e=s?.renderBefore??i;let h=e._$litPart$;if(void 0===h){const t=s?.renderBefore??null;e._$litPart$=h=new k(i.insertBefore(c(),t),t,void 0,s??{})}return h._$AI(t),h',
    '(i._$litPart$??=new k(i.appendChild(c()),null))._$AI(t)',
  ],
  // Listeners that are objects, have options, or go.
  [
    'const s=this._$AH,e=t===A&&s!==A||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,h=t!==A&&(s===A||e);e&&this.element.removeEventListener(this.name,this,s),h&&this.element.addEventListener(this.name,this,t),this._$AH=t',
    'this._$AH===A&&this.element.addEventListener(this.name,this),this._$AH=t',
  ],
  'handleEvent(t){"function"==typeof this._$AH?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}',
  // What is told to a part, such as whose `this` a listener has: listeners are functions that need none.
  [
    'constructor(t,i,s,e){this._$AH=A,this._$AA=t,this._$AB=i,this.options=e}',
    'constructor(t,i){this._$AH=A,this._$AA=t,this._$AB=i}',
  ],
  [
    'constructor(t,i,s,e,h){this.element=t,this.name=i,this.options=h,',
    'constructor(t,i,s){this.element=t,this.name=i,',
  ],
  [
    'new k(h,h.nextSibling,this,t):new r.ctor(h,r.name,r.strings,this,t)',
    'new k(h,h.nextSibling):new r.ctor(h,r.name,r.strings)',
  ],
  ['new k(this.O(c()),this.O(c()),this,this.options)', 'new k(this.O(c()),this.O(c()))'],
  ['D=(t,i,s)=>{', 'D=(t,i)=>{'],
  ['constructor(t,i){this._$AV=[],this._$AD=t}u(t){', 'constructor(t){this._$AV=[],this._$AD=t}u(){'],
  ['t=new R(e,this),s=t.u(this.options)', 't=new R(e),s=t.u()'],
  ['constructor({strings:t,_$litType$:i},e){', 'constructor({strings:t}){'],
  ['[f,v]=N(t,i);this.el=S.createElement(f,e)', '[f,v]=N(t);this.el=V(f)'],
  // Directives, and `noChange`.
  'function M(t,i,s=t,e){if(i===E)return i;let h=void 0!==e?s._$Co?.[e]:s._$Cl;const o=a(i)?void 0:i._$litDirective$;return h?.constructor!==o&&(void 0===o?h=void 0:(h=new o(t)),void 0!==e?(s._$Co??=[])[e]=h:s._$Cl=h),void 0!==h&&(i=M(t,h._$AS(t,i.values),h,e)),i}',
  ',V:M',
  ['_$AI(t,i=this){t=M(this,t,i),', '_$AI(t){'],
  ['t!==this._$AH&&t!==E&&this._(t)', 't!==this._$AH&&this._(t)'],
  ['_$AI(t,i=this,s,e){const h=', '_$AI(t,s){const h='],
  ['t=M(this,t,i,0),o=!a(t)||t!==this._$AH&&t!==E,', 'o=!a(t)||t!==this._$AH,'],
  ['r=M(this,e[s+n],i,n),r===E&&(r=this._$AH[n]),', 'r=e[s+n],'],
  ['o&&!e&&this.j(t)', 'o&&this.j(t)'],
  [
    '_$AI(t,i=this){if((t=M(this,t,i,0)??A)===E)return;this._$AH===A&&this.element.addEventListener(this.name,this),this._$AH=t}',
    '_$AI(t){this._$AH===A&&this.element.addEventListener(this.name,t=>this._$AH(t)),this._$AH=t}',
  ],
  [
    'void 0!==s&&(void 0!==s.strings?(s._$AI(t,s,i),i+=s.strings.length-2):s._$AI(t[i])),i++',
    'void 0!==s.strings?(s._$AI(t,i),i+=s.strings.length-2):s._$AI(t[i]),i++',
  ],
  // Comments and single quotes in templates, an unquoted value before `/>`; templates from elsewhere; other nodes than the browser's.
  ['/<(?:(!--|\\/[^a-zA-Z])|(\\/?[a-zA-Z][^>\\s]*)|(\\/?$))/g,_=/-->/g,m=/>/g', '/<[^>\\s]+/g'],
  ['c===v?"!--"===u[1]?c=_:void 0!==u[1]?c=m:void 0!==u[2]?(c=p):void 0!==u[3]&&(c=p):c===p?', 'c===v?c=p:c===p?'],
  ["c=void 0===u[3]?p:'\"'===u[3]?$:g):c===$||c===g?c=p:c===_||c===m?c=v:c=p", 'c=u[2][1]?$:p):c=p'],
  ",g=/'/g",
  'const x=c===p&&t[i+1].startsWith("/>")?" ":"";',
  ['h+s.slice(d)+o+x):s+o+(-2===d?i:x)}', 'h+s.slice(d)+o):s+o}'],
  [
    'function V(t,i){if(!u(t)||!t.hasOwnProperty("raw"))throw Error("invalid template strings array");return void 0!==e?e.createHTML(i):i}',
    'function V(t){const s=l.createElement("template");return s.innerHTML=e?.createHTML(t)??t,s}',
  ],
  ['return[V(t,l+(t[s]||"<?>")),e]', 'return[l+(t[s]||"<?>"),e]'],
  'static createElement(t,i){const s=l.createElement("template");return s.innerHTML=t,s}',
  [
    'x=t=>(i,...s)=>({_$litType$:t,strings:i,values:s}),b=x(1),w=x(2),T=x(3)',
    'b=(t,...i)=>({strings:t,values:i}),w=b,T=b',
  ],
  ['void 0!==t._$litType$?', 'void 0!==t.strings?'],
  ['const{values:i,_$litType$:s}=t,e=', 'const{values:i}=t,e='],
  ['const s=i(t).nextSibling;i(t).remove(),t=s', 'const s=t.nextSibling;t.remove(),t=s'],
  // Lists that are no arrays, and whatever else nobody can draw.
  [':d(t)?this.k(t):this._(t)', ':this.k(t)'],
  // `nothing` for a property, or for an attribute that is on or off.
  ['t===A?void 0:t', 't'],
  ['!!t&&t!==A', '!!t'],
  // Markers that might stand in a template by chance; blanks around an equals sign, and others than those of minified templates.
  ['`lit$${Math.random().toFixed(9).slice(2)}$`', '"lit$"'],
  ',f="[ \\t\\n\\f\\r]"',
  [
    'RegExp(`>|${f}(?:([^\\\\s"\'>=/]+)(${f}*=${f}*(?:[^ \\t\\n\\f\\r"\'\\`<>=]|("|\')|))|$)`,"g")',
    '/>|\\s(?:([^\\s">=/]+)(="?)|$)/g',
  ],
  // What is only quicker, what only directives look at, and what is called in one place.
  'if(r.hasAttributes())',
  ['nextSibling,s){for(;', 'nextSibling){for(;'],
  ['(this._$AR(s&&s._$AB.nextSibling,e),i.length=e)', '(this._$AR(s&&s._$AB.nextSibling),i.length=e)'],
  [
    'const{values:i}=t,e=this._$AC(t);if(',
    'const{values:i}=t;let e=C.get(t.strings);if(void 0===e&&C.set(t.strings,e=new S(t)),',
  ],
  '_$AC(t){let i=C.get(t.strings);return void 0===i&&C.set(t.strings,i=new S(t)),i}',
  // A part of an attribute that is no text: what is put together is compared, and not each part by itself.
  [
    's.length>2||""!==s[0]||""!==s[1]?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=A}',
    'this._$AH=A,(s.length>2||s.join(""))&&(this.strings=s)}',
  ],
  [
    'let o=!1;if(void 0===h)o=!a(t)||t!==this._$AH,o&&(this._$AH=t);else{const e=t;let n,r;for(t=h[0],n=0;n<h.length-1;n++)r=e[s+n],o||=!a(r)||r!==this._$AH[n],r===A?t=A:t!==A&&(t+=(r??"")+h[n+1]),this._$AH[n]=r}o&&this.j(t)}',
    'h&&(t=h.reduce((e,i,n)=>e+(t[s+n-1]??"")+i)),t!==this._$AH&&this.j(this._$AH=t)}',
  ],
  // What a part is is seen by what it has; what a node is, by what stands in it.
  'type:1,',
  'type:2,',
  [
    'i=2===r.type?new k(h,h.nextSibling):new r.ctor(h,r.name,r.strings)',
    'i=r.ctor?new r.ctor(h,r.name,r.strings):new k(h,h.nextSibling)',
  ],
  ['if(8===r.nodeType)r.data===n', 'r.data===n'],
  ['null===t||"object"!=typeof t&&"function"!=typeof t', 'Object(t)!==t'],
  ['s?s.createPolicy("lit-html",{createHTML:t=>t}):void 0', 's?.createPolicy("lit-html",{createHTML:t=>t})'],
  ['n="?"+o,r=`<${n}>`', 'n="?lit$",r="<?lit$>"'],
  [
    'let r;this.parts=[];let l=0,a=0;const u=t.length-1,d=this.parts,',
    'let r,l=0,a=0;const u=t.length-1,d=this.parts=[],',
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
  'constructor(){super(...arguments),this.renderOptions={host:this}}',
  ['e(r,this.renderRoot,this.renderOptions)', 'e(r,this.renderRoot)'],
  'i._$litElement$=!0,',
  // Every element draws something.
  'render(){return r}',
];

const REACTIVE_ELEMENT = [
  // Controllers that come later than their element, or go.
  ',void 0!==this.renderRoot&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)',
  ['extends HTMLElement', 'extends(globalThis.HTMLElement??Object)'],
  ',p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2")',
  // Decorators.
  'Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;',
  'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}',
  'static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}',
  ',this.constructor.l?.forEach(t=>t(this))',
  // Attributes of other types than text, number and yes or no; converters that are objects; a default that is reflected.
  [
    'this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),',
    'this._$Eq&&=this._$Eq.forEach(t=>{const{attribute:s,type:i}=this.constructor.elementProperties.get(t),e=this[t],h=i===Boolean?e?"":null:e;this._$Em=t,null==h?this.removeAttribute(s):this.setAttribute(s,h),this._$Em=null}),',
  ],
  '_$ET(t,s){const i=this.constructor.elementProperties.get(t),e=this.constructor._$Eu(t,i);if(void 0!==e&&!0===i.reflect){const h=(void 0!==i.converter?.toAttribute?i.converter:u).toAttribute(s,i.type);this._$Em=t,null==h?this.removeAttribute(e):this.setAttribute(e,h),this._$Em=null}}',
  'attributeChangedCallback(t,s,i){this._$AK(t,i)}',
  [
    '_$AK(t,s){const i=this.constructor,e=i._$Eh.get(t);if(void 0!==e&&this._$Em!==e){const t=i.getPropertyOptions(e),h="function"==typeof t.converter?{fromAttribute:t.converter}:void 0!==t.converter?.fromAttribute?t.converter:u;this._$Em=e;const r=h.fromAttribute(s,t.type);this[e]=r??this._$Ej?.get(e)??r,this._$Em=null}}',
    'attributeChangedCallback(t,s,i){const e=this.constructor,h=e._$Eh.get(t);if(void 0!==h&&this._$Em!==h){const{converter:t,type:s}=e.elementProperties.get(h);this._$Em=h,this[h]=t?t(i):s===Number&&null!==i?Number(i):i,this._$Em=null}}',
  ],
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
  // Accessors of their own that a property is declared over; attributes that are not named; symbols; options of a property but three.
  'static _$Ei(){if(this.hasOwnProperty(d("elementProperties")))return;const t=n(this);t.finalize(),void 0!==t.l&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}',
  'static createProperty(t,s=b){if(s.state&&(s.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((s=Object.create(s)).wrapped=!0),this.elementProperties.set(t,s),!s.noAccessor){const i=Symbol(),h=this.getPropertyDescriptor(t,i,s);void 0!==h&&e(this.prototype,t,h)}}static getPropertyDescriptor(t,s,i){const{get:e,set:r}=h(this.prototype,t)??{get(){return this[s]},set(t){this[s]=t}};return{get:e,set(s){const h=e?.call(this);r?.call(this,s),this.requestUpdate(t,h,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??b}',
  [
    'this._$Ei(),this.hasOwnProperty(d("properties"))){const t=this.properties,s=[...r(t),...o(t)];for(const i of s)this.createProperty(i,t[i])}',
    'n(this).finalize(),this.elementProperties=new Map(n(this).elementProperties),this.hasOwnProperty(d("properties"))){const t=this.properties;for(const s of Object.keys(t)){const i=t[s];if(this.elementProperties.set(s,i),!i.noAccessor){const t=Symbol();e(this.prototype,s,{get(){return this[t]},set(i){const e=this[t];this[t]=i,this.requestUpdate(s,e)},configurable:!0,enumerable:!0})}}}',
  ],
  [
    'for(const[t,s]of this.elementProperties){const i=this._$Eu(t,s);void 0!==i&&this._$Eh.set(i,t)}',
    'for(const[t,{attribute:s}]of this.elementProperties)s&&this._$Eh.set(s,t);',
  ],
  'static _$Eu(t,s){const i=s.attribute;return!1===i?void 0:"string"==typeof i?i:"string"==typeof t?t.toLowerCase():void 0}',
  ['this._$Eh&&[...this._$Eh.keys()]', '[...this._$Eh.keys()]'],
  // What a property begins with is written into no page.
  [
    'requestUpdate(t,s,i,e=!1,h){if(void 0!==t){const r=this.constructor;if(!1===e&&(h=this[t]),i??=r.getPropertyOptions(t),!((i.hasChanged??f)(h,s)))return;this.C(t,s,i)}',
    'requestUpdate(t,s){if(void 0!==t){if(i(this[t],s))return;this._$AL.has(t)||this._$AL.set(t,this.hasUpdated?s:void 0),void 0!==s&&this.constructor.elementProperties.get(t)?.reflect&&this._$Em!==t&&(this._$Eq??=new Set).add(t)}',
  ],
  'C(t,s,{reflect:e}){this._$AL.has(t)||this._$AL.set(t,this.hasUpdated?s:void 0),!0===e&&this._$Em!==t&&(this._$Eq??=new Set).add(t)}',
  'const t=this.constructor.elementProperties;if(t.size>0)for(const[s,i]of t){const{wrapped:t}=i,e=this[s];!0!==t||this._$AL.has(s)||void 0===e||this.C(s,void 0,i,e)}',
  ',b={attribute:!0,type:String,hasChanged:f}',
  // What is called in one place.
  ['let t=!1;const s=this._$AL;', 'const s=this._$AL;'],
  [
    'this.update(s),t=!0}catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(s)}',
    'this.update(s)}catch(s){throw this._$EM(),s}',
  ],
  [
    'willUpdate(t){}_$AE(t){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated=!0,this.updated(t)}',
    'this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated=!0,this.updated(s)}willUpdate(t){}',
  ],
  'this._$Ev()}_$Ev(){',
  ['super(),this._$Ep=void 0,', 'super(),'],
  'enableUpdating(t){}',
  ['this.finalizeStyles(this.styles)}static finalizeStyles(s){return[s].flat(1/0)}', '[this.styles].flat(1/0)}'],
  [
    'this.renderRoot??=this.createRenderRoot(),this.enableUpdating',
    'this.renderRoot||s(this.renderRoot=this.attachShadow({mode:"open"}),this.constructor.elementStyles),this.enableUpdating',
  ],
  'createRenderRoot(){const t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(t,this.constructor.elementStyles),t}',
  'y.shadowRootOptions={mode:"open"},',
  'y.elementStyles=[],',
  'return this.performUpdate(),!this.isUpdatePending}performUpdate(){',
  [
    'this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated=!0,this.updated(s)}',
    'return this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated=!0,this.updated(s),!this.isUpdatePending}',
  ],
  // An update that comes before the element is in the page, or is asked for by hand.
  [
    'if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(const[t,s]of this._$Ep)this[t]=s;this._$Ep=void 0}}',
    'for(const[t,s]of this._$Ep)this[t]=s;this._$Ep.clear();',
  ],
  [
    'this._$E_(),this.requestUpdate()',
    'this._$Ep=new Map;for(const t of this.constructor.elementProperties.keys())this.hasOwnProperty(t)&&(this._$Ep.set(t,this[t]),delete this[t]);this.requestUpdate()',
  ],
  '_$E_(){const t=new Map,s=this.constructor.elementProperties;for(const i of s.keys())this.hasOwnProperty(i)&&(t.set(i,this[i]),delete this[i]);t.size>0&&(this._$Ep=t)}',
];

const TASK = [
  'get taskComplete(){return this.t||(1===this.i?this.t=new Promise(((t,s)=>{this.o=t,this.h=s})):3===this.i?this.t=Promise.reject(this.l):this.t=Promise.resolve(this.u)),this.t}',
  ['1===this.i?this.q?.abort():(this.t=void 0,this.o=void 0,this.h=void 0)', 'this.abort()'],
  // Options that no task has; what is set only here is read where it is.
  [
    'constructor(t,s,i){this.p=0,this.i=0,(this._=t).addController(this);const h="object"==typeof s?s:{task:s,args:i};this.v=h.task,this.j=h.args,this.m=h.argsEqual??r,this.k=h.onComplete,this.A=h.onError,this.autoRun=h.autoRun??!0,"initialValue"in h&&(this.u=h.initialValue,this.i=2,this.O=this.T?.())}',
    'constructor(t,s){this.p=0,this.status=0,(this._=t).addController(this),this.v=s}',
  ],
  'hostUpdate(){!0===this.autoRun&&this.S()}',
  'hostUpdated(){"afterUpdate"===this.autoRun&&this.S()}',
  [
    '"afterUpdate"===this.autoRun?queueMicrotask((()=>this._.requestUpdate())):this._.requestUpdate()',
    'this._.requestUpdate()',
  ],
  [
    'T(){if(void 0===this.j)return;const t=this.j();if(!Array.isArray(t))throw Error("The args function must return an array");return t}async S(){const t=this.T(),s=this.O;this.O=t,t===s||void 0===t||void 0!==s&&this.m(s,t)||await this.run(t)}',
    'async hostUpdate(){const t=this.v.args(),s=this.O;this.O=t,s&&r(s,t)||this.run(t)}',
  ],
  ['t??=this.T()', 't??=this.v.args()'],
  ['this.abort(),this.i=1', 'this.abort(),this.status=1'],
  ['let e=!1;try{s=await this.v(t,', 'let e=2;try{s=await this.v.task(t,'],
  ['{e=!0,h=t}', '{e=3,h=t}'],
  [
    'if(s===i)this.i=0;else{if(!1===e){try{this.k?.(s)}catch{}this.i=2,this.o?.(s)}else{try{this.A?.(h)}catch{}this.i=3,this.h?.(h)}this.u=s,this.l=h}',
    'try{2===e?this.v.onComplete?.(s):this.v.onError?.(h)}catch{}this.status=e,this.value=s,this.error=h,',
  ],
  ['abort(t){1===this.i&&this.q?.abort(t)}', 'abort(){1===this.status&&this.q.abort()}'],
  'get value(){return this.u}get error(){return this.l}get status(){return this.i}',
  'render(t){switch(this.i){case 0:return t.initial?.();case 1:return t.pending?.();case 2:return t.complete?.(this.value);case 3:return t.error?.(this.error);default:throw Error("Unexpected status: "+this.i)}}',
  // Lists of arguments of another length; what compares two of them.
  'import{notEqual as t}from"@lit/reactive-element";',
  ['s===i||s.length===i.length&&s.every(((s,h)=>!t(s,i[h])))', 's.every((s,h)=>Object.is(s,i[h]))'],
];

const CUTS = {
  'lit-html/lit-html.js': LIT_HTML,
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
