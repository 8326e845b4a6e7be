import { entryOf, organization, type KitName } from './kits.js';
import type { TypeName } from './organization-types.js';
import type { Entry } from './types.js';

type Row = readonly [country: string, type: TypeName, name: string, kits: readonly (KitName | [KitName, string])[]];

/** No pictures at all, and pictures that are not there: a client has to draw something of its own. */
const WITHOUT_AVATAR = 'Caja Popular Los Volcanes';
export const BROKEN_AVATAR = 'Banco Ñandú';

const LONG_NAME =
  'Cooperativa de Ahorro y Crédito de los Trabajadores de la Educación, la Salud y los Servicios Públicos del Altiplano';

const ROWS: readonly Row[] = [
  [
    'MX',
    'Bank',
    'BBVA',
    [
      ['personal', 'BBVA Personal'],
      ['business', 'BBVA Empresas'],
      ['netcash', 'BBVA NetCash'],
    ],
  ],
  ['MX', 'Bank', 'Banco Jacarandá', ['personal', 'business', 'cards', 'accounts']],
  ['MX', 'Bank', 'Banco del Altiplano', ['contract', 'business', 'netcash']],
  ['MX', 'Bank', 'Banca Quetzal', ['personal', 'app', 'backup']],
  ['MX', 'Bank', 'Banco Mar de Cortés', ['cards', 'business', 'phone']],
  ['MX', 'Bank', 'Financiera Nopal', ['personal', 'app']],
  ['MX', 'Bank', WITHOUT_AVATAR, ['personal', 'phone']],
  ['MX', 'Bank', 'Unión de Crédito Sierra Gorda', ['contract', 'business']],
  ['MX', 'Government', 'Servicio Tributario (México)', ['tax', 'portal']],
  ['MX', 'Government', 'Registro de la Seguridad Social', ['portal', 'backup']],
  ['MX', 'Utility', 'Luz del Bajío', ['service', 'portal']],
  ['MX', 'Utility', 'Aguas del Valle', ['service']],
  ['MX', 'Utility', 'Telefonía Colibrí', ['phone', 'business']],
  ['MX', 'Digital Wallet', 'Monedero Ágil', ['email', 'phone']],
  ['MX', 'Blockchain', 'Bolsa de Cadenas Tláloc', ['exchange', 'email']],
  ['CO', 'Bank', 'Banco de los Andes Verdes', ['document', 'business', 'cards']],
  ['CO', 'Bank', 'Bancafé Montaña', ['document', 'app']],
  ['CO', 'Bank', 'Banco Río Magdalena', ['personal', 'netcash', 'backup']],
  ['CO', 'Government', 'Dirección de Tributos', ['tax', 'portal']],
  ['CO', 'Utility', 'Energía del Caribe Azul', ['service', 'portal']],
  ['CO', 'Digital Wallet', 'Plata en Línea', ['email', 'phone']],
  ['CO', 'Blockchain', 'Cadena Cóndor', ['exchange']],
  ['AR', 'Bank', 'Banco Pampa', ['personal', 'business', 'branch']],
  ['AR', 'Bank', BROKEN_AVATAR, ['personal', 'contract']],
  ['AR', 'Bank', 'Banco Tierra del Fuego Austral', ['cards', 'app']],
  ['AR', 'Government', 'Agencia de Recaudación Federal', ['tax', 'portal', 'backup']],
  ['AR', 'Utility', 'Gas del Litoral', ['service', 'portal']],
  ['AR', 'Digital Wallet', 'Billetera Mate', ['email', 'phone']],
  ['AR', 'Blockchain', 'Cripto Ombú', ['exchange', 'email']],
  ['BR', 'Bank', 'Banco Jequitibá', ['branch', 'business', 'cards', 'accounts']],
  ['BR', 'Bank', 'Banco São Tomé', ['personal', 'netcash', 'backup']],
  ['BR', 'Bank', 'Cooperativa de Crédito Sertão', ['branch', 'contract']],
  ['BR', 'Bank', 'Banco Capivara', ['app', 'phone']],
  ['BR', 'Government', 'Secretaria da Arrecadação', ['tax', 'portal']],
  ['BR', 'Utility', 'Companhia de Luz Iguaçu', ['service', 'portal']],
  ['BR', 'Digital Wallet', 'Carteira Tucano', ['email', 'phone']],
  ['BR', 'Blockchain', 'Corretora Ipê Digital', ['exchange', 'email']],
  ['CL', 'Bank', 'Banco Araucaria', ['personal', 'business', 'cards']],
  ['CL', 'Bank', 'Banco del Desierto Florido', ['document', 'app', 'backup']],
  ['CL', 'Government', 'Oficina de Impuestos de Chile', ['tax', 'portal']],
  ['CL', 'Utility', 'Aguas Cordillera', ['service']],
  ['CL', 'Digital Wallet', 'Chaucha', ['email', 'phone']],
  ['PE', 'Bank', 'Banco Vicuña', ['document', 'business', 'cards']],
  ['PE', 'Bank', 'Caja Municipal Amauta', ['personal', 'accounts']],
  ['PE', 'Bank', LONG_NAME, ['document', 'contract']],
  ['PE', 'Government', 'Superintendencia de Rentas', ['tax', 'portal']],
  ['PE', 'Utility', 'Electro Misti', ['service', 'portal']],
  ['PE', 'Digital Wallet', 'Yapita', ['phone']],
  ['ES', 'Bank', 'Banco Encina', ['document', 'business', 'cards']],
  ['ES', 'Bank', 'Caja Rural del Ebro', ['personal', 'netcash']],
  ['ES', 'Bank', 'Banca Mediterránea', ['app', 'accounts', 'backup']],
  ['ES', 'Government', 'Hacienda Pública (Sede de pruebas)', ['tax', 'portal']],
  ['ES', 'Utility', 'Telefónica Miño', ['service', 'business']],
  ['ES', 'Blockchain', 'Cadena Peñíscola', ['exchange']],
  ['US', 'Bank', 'Blue Heron Bank', ['personal', 'business', 'cards']],
  ['US', 'Bank', 'Prairie Credit Union', ['personal', 'app', 'backup']],
  ['US', 'Government', 'Revenue Office', ['tax', 'portal']],
  ['US', 'Utility', 'Lakeside Power & Light', ['service', 'portal']],
  ['US', 'Digital Wallet', 'Pocketful', ['email', 'phone']],
  ['US', 'Blockchain', 'Ledgerline Exchange', ['exchange', 'email']],
  ['UY', 'Bank', 'Banco Ceibo', ['personal', 'business']],
  ['UY', 'Utility', 'Usinas del Plata', ['service', 'portal']],
  ['EC', 'Bank', 'Banco Cotopaxi', ['document', 'cards']],
  ['EC', 'Government', 'Rentas del Ecuador', ['tax', 'portal']],
  ['PA', 'Bank', 'Banco Istmo', ['personal', 'business']],
  ['CR', 'Bank', 'Banco Guanacaste', ['document', 'app']],
];

export function institutions(): Entry[] {
  return ROWS.map(([country, type, name, kits]) => {
    const owner = organization(country, type, name);
    if (name === WITHOUT_AVATAR) Object.assign(owner, { avatar: null, small_cover: null, cover: null });
    return entryOf(country, owner, kits);
  });
}
