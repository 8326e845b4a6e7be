import type { OrganizationType } from './types.js';

export type TypeName = 'Bank' | 'Government' | 'Utility' | 'Digital Wallet' | 'Blockchain';

const IDS: Readonly<Record<TypeName, readonly [id: string, label: string]>> = {
  Bank: ['56cf4f5b784806cf028b4568', 'webapp_add_banks'],
  Government: ['56cf4f5b784806cf028b4569', 'webapp_add_government'],
  Utility: ['57fed63a78480609038b4567', 'webapp_add_utilities'],
  'Digital Wallet': ['57fed63a78480609038b4568', 'webapp_add_wallet'],
  Blockchain: ['5b22dcac056f2905f94cdfe1', 'webapp_add_blockchain'],
};

export function typeId(name: TypeName): string {
  return IDS[name][0];
}

export function organizationTypes(): OrganizationType[] {
  return Object.entries(IDS).map(([name, [id, label]]) => ({ id_site_organization_type: id, name, label }));
}
