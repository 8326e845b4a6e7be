import { idFor } from '../ids.js';
import { countryId } from './countries.js';
import { formOf, type FormName, type Language } from './forms.js';
import { typeId, type TypeName } from './organization-types.js';
import type { Entry, Flag, Form, Organization, Site } from './types.js';

const PERSONAL_SITE = '5b285177056f2911c13dbce1';
const BUSINESS_SITE = '5b285177056f2911c13dbce2';

/** A site that many institutions have: what it is called in each language, and the form it has. */
interface Kit {
  form: FormName;
  names: Record<Language, string>;
  business: Flag;
  personal: Flag;
}

function kit(form: FormName, es: string, pt: string, en: string, business: Flag, personal: Flag): Kit {
  return { form, names: { es, pt, en }, business, personal };
}

export const KITS = {
  personal: kit('user', 'Personas', 'Pessoas', 'Personal', 0, 1),
  cards: kit('card', 'Tarjetas de Crédito', 'Cartões', 'Cards', 0, 1),
  business: kit('company', 'Empresas', 'Empresas', 'Business', 1, 0),
  contract: kit('contract', 'Banca Electrónica', 'Internet Banking', 'Online Banking', 0, 1),
  netcash: kit('token', 'Llave Inteligente', 'Chave Eletrônica', 'Secure Key', 1, 0),
  document: kit('document', 'Documento de Identidad', 'Documento', 'National ID', 0, 1),
  branch: kit('branch', 'Sucursal Virtual', 'Agência e Conta', 'Branch and Account', 0, 1),
  app: kit('ways', 'Banca Móvil', 'Aplicativo', 'Mobile', 1, 1),
  phone: kit('phone', 'Celular', 'Celular', 'Mobile number', 0, 1),
  backup: kit('backup', 'Estados de Cuenta', 'Extratos', 'Statements', 1, 1),
  accounts: kit('accounts', 'Multicuenta', 'Multicontas', 'Multi-account', 1, 1),
  tax: kit('tax', 'Contribuyentes', 'Contribuintes', 'Taxpayers', 1, 1),
  portal: kit('user', 'Portal', 'Portal', 'Portal', 1, 1),
  service: kit('service', 'Hogar', 'Residencial', 'Home', 0, 1),
  email: kit('email', 'Cuenta', 'Conta', 'Account', 1, 1),
  exchange: kit('exchange', 'API', 'API', 'API', 1, 1),
} satisfies Record<string, Kit>;

export type KitName = keyof typeof KITS;

function languageOf(country: string): Language {
  if (country === 'BR') return 'pt';
  return country === 'US' ? 'en' : 'es';
}

/** An organization with pictures of its own under `/assets`. */
export function organization(country: string, type: TypeName, name: string, id?: string): Organization {
  const idOrganization = id ?? idFor(`organization ${country} ${name}`);
  const picture = (kind: string): string => `/assets/${idOrganization}/${kind}.svg`;
  return {
    id_site_organization: idOrganization,
    id_site_organization_type: typeId(type),
    id_country: countryId(country),
    name,
    avatar: picture('avatar'),
    small_cover: picture('small_cover'),
    cover: picture('cover'),
  };
}

export function site(owner: Organization, name: string, form: Form, business: Flag, personal: Flag, id?: string): Site {
  return {
    id_site: id ?? idFor(`site ${owner.id_site_organization} ${name}`),
    id_site_organization: owner.id_site_organization,
    id_site_organization_type: owner.id_site_organization_type,
    id_site_type: form.version === 1 ? PERSONAL_SITE : BUSINESS_SITE,
    is_business: business,
    is_personal: personal,
    name,
    ...form,
  };
}

/** An organization's entry: a site for each kit, called after the organization unless the kit is given a name. */
export function entryOf(country: string, owner: Organization, kits: readonly (KitName | [KitName, string])[]): Entry {
  const language = languageOf(country);
  const sites = kits.map(item => {
    const [kitName, given] = typeof item === 'string' ? [item, undefined] : item;
    const { form, names, business, personal }: Kit = KITS[kitName];
    return site(owner, given ?? `${owner.name} ${names[language]}`, formOf(form, language), business, personal);
  });
  return { organization: owner, sites };
}
