/** One check of a value. `regex` holds an expression, `text` a rule in words that no client can check. */
export interface Check {
  type: 'regex' | 'text';
  value: string;
  error_message: string;
}

export type Validation = null | string | Check[];

export interface Option {
  label: string;
  value: string | number;
  imgBase64File?: string;
}

/** One thing a site asks for at login. */
export interface SiteElement {
  name: string;
  type: string;
  label: string;
  required: boolean;
  username?: boolean;
  token?: boolean;
  encrypt?: boolean;
  identifier?: boolean;
  validation: Validation;
  accept?: string;
  options?: Option[];
}

/** One way of logging in to a site of version 3 or 4. */
export interface Way {
  name: string;
  label: string;
  type?: string;
  fields: SiteElement[];
}

/** What a site asks for, and where it wants it posted. */
export interface Form {
  version: 1 | 3 | 4;
  credentials?: SiteElement[];
  input?: Way[];
  endpoint?: string;
}

export type Flag = 0 | 1;

export interface Site extends Form {
  id_site: string;
  id_site_organization: string;
  id_site_organization_type: string;
  id_site_type: string;
  is_business: Flag;
  is_personal: Flag;
  name: string;
}

export interface Organization {
  id_site_organization: string;
  id_site_organization_type: string;
  id_country: string;
  name: string;
  avatar: string | null;
  small_cover: string | null;
  cover: string | null;
}

export interface OrganizationType {
  id_site_organization_type: string;
  name: string;
  label: string;
}

/** An organization and its sites, as the catalogue's tables give them. */
export interface Entry {
  organization: Organization;
  sites: Site[];
}
