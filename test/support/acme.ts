// The public test bank's sites: what each of them asks, what is answered, and the codes that it comes through.
import type { Localizer } from '../../src/i18n/localize.js';
import { LOGIN } from './flow.js';

/** The languages that the elements speak. */
export const LOCALES = ['es', 'en', 'pt'] as const;

/** A question while a job runs, and its answer: a text, an option, or a picture by its number. None is given elsewhere. */
export interface Question {
  readonly label: string;
  readonly text?: string;
  readonly option?: string;
  readonly picture?: number;
  /** What is posted of it, where that is not the text. */
  readonly sent?: string | number;
  /** Whether a picture stands above it that can be enlarged. */
  readonly shown?: boolean;
}

export interface AcmeSite {
  readonly site: string;
  readonly id: string;
  /** What is filled in, by its label. */
  readonly login: Readonly<Record<string, string>>;
  /** What may be left out, and is. */
  readonly optional?: readonly string[];
  readonly questions: readonly Question[];
  readonly codes: readonly number[];
}

const WELL = [100, 101, 102, 200];
const ASKED = [100, 101, 410, 103, 102, 200];

const acme = (site: string, id: string, more: Partial<AcmeSite> = {}): AcmeSite => ({
  site,
  id,
  login: LOGIN,
  questions: [],
  codes: more.questions ? ASKED : WELL,
  ...more,
});

export const ACME: readonly AcmeSite[] = [
  acme('Normal', '56cf5728784806f72b8b4568'),
  acme('Token (2FA)', '56cf5728784806f72b8b4569', {
    questions: [{ label: 'Enter any number sequence as a token', text: '123456' }],
  }),
  acme('Error', '56cf5728784806f72b8b456a', { codes: [100, 101, 500] }),
  acme('Captcha (2FA)', '572ba390784806060f8b458b', {
    questions: [{ label: 'Enter the text of the image', text: 'test', shown: true }],
  }),
  acme('Multiple Image (2FA)', '573ce20978480645038b4589', {
    questions: [{ label: 'Select an image', picture: 3, sent: 3 }],
  }),
  acme('Multiple Text (2FA)', '58e28bce056f2903900d4d61', {
    questions: [
      { label: 'Select an option', option: 'Option One', sent: '01' },
      { label: 'Select an option', option: 'Option Three', sent: '03' },
    ],
    codes: [100, 101, 410, 103, 410, 103, 102, 200],
  }),
  acme('Normal (case insensitive)', '58b884fc056f295aa1483a01', { login: { Username: 'TeSt', Password: 'test' } }),
  acme('Normal with Attachments', '58b884fc056f295aa1483a02'),
  acme('Select Input', '5ae37e06056f290607126261', { login: { ...LOGIN, 'Select an option': 'Option Two' } }),
  acme('Subcodes', '5c75cff1f9de2a0fae569281', { optional: ['Subcode to end with'] }),
  acme('Code Response Simulator', '5d0bb316f9de2a0a8f71aaf1', { optional: ['Code to end with (200 if left empty)'] }),
  acme('CIEC (Sandbox)', '5da784f1f9de2a06483abec1', { login: { RFC: 'test', CIEC: 'test' } }),
  acme('QR Code Scan (2FA)', '5efe27e84cc5f861897a5431', {
    questions: [{ label: 'Scan the code with your bank’s app', shown: true }],
  }),
  acme('Confirm Login (2FA)', '5f427f7810dff8730c50d1c1', {
    questions: [{ label: 'Confirm the login in your bank’s app' }],
  }),
  acme('Live Transactions', '5f427fae9c41a502e30ebe93'),
];

/** What is picked, by its name; undefined where a text is typed or nothing is answered. */
export const chosen = ({ option, picture }: Question, l10n: Localizer): string | undefined =>
  picture === undefined ? option : l10n.t('twofa.option', { n: String(picture) });

/** Whether the answer is given elsewhere, and the job goes on by itself. */
export const isElsewhere = ({ text, option, picture }: Question): boolean =>
  text === undefined && option === undefined && picture === undefined;

export const goesOnByItself = ({ questions }: AcmeSite): boolean => questions.some(isElsewhere);
