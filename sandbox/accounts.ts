import type { Site } from './catalogue/types.js';
import { hashOf, idFor } from './ids.js';

interface Owner {
  id: string;
  idUser: string;
  site: Site;
}

const KINDS = ['Checking', 'Savings'];
const MOVEMENTS = ['Salary', 'Groceries', 'Rent', 'Transfer received', 'Coffee'];

/** A few rows, always the same for the same credential, so that a page has something to show after a login. */
export function accountsOf(owner: Owner): object[] {
  return KINDS.map((name, index) => ({
    id_account: idFor(`account ${owner.id} ${index}`),
    id_user: owner.idUser,
    id_credential: owner.id,
    id_site: owner.site.id_site,
    id_site_organization: owner.site.id_site_organization,
    is_disable: 0,
    name,
    number: `••••${String(hashOf(owner.id + name) % 10000).padStart(4, '0')}`,
    balance: (hashOf(`balance ${owner.id} ${name}`) % 1_000_000) / 100,
    currency: 'MXN',
    account_type: name,
  }));
}

export function transactionsOf(owner: Owner): object[] {
  const today = Math.floor(Date.now() / 86_400_000) * 86_400;
  return MOVEMENTS.map((description, index) => ({
    id_transaction: idFor(`transaction ${owner.id} ${index}`),
    id_user: owner.idUser,
    id_credential: owner.id,
    id_account: idFor(`account ${owner.id} 0`),
    id_site: owner.site.id_site,
    description,
    amount: (hashOf(`amount ${owner.id} ${index}`) % 100_000) / 100 - 500,
    currency: 'MXN',
    dt_transaction: today - index * 86_400,
  }));
}
