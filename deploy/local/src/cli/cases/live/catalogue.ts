import type { OwnSystem } from './own-system.ts';
import type { LiveCode } from './wire.ts';

/** A story states nothing larger. */
const LARGEST = 1_000_000;

/** Only the feed records these. */
const MEASURED = /^(call|order)[.]/;

interface Version {
  readonly version: number;
  readonly active: boolean;
  readonly document: { readonly acts: readonly object[] };
}

const actOf = ({ code, label, amounts }: LiveCode): object => ({
  ...{ code, label, source: 'case', owner: 'leader', evidence: 'optional' },
  amounts: Object.fromEntries(
    amounts.map((name) => [name, { min: 0, max: LARGEST, optional: true }]),
  ),
});

/** Codes that the rules of a story count and duty does not know: the next version of its catalogue. */
export const addCodes = async (system: OwnSystem, codes: readonly LiveCode[]): Promise<void> => {
  const author = await system.as('case-appraiser', ['appraiser'], 'duty');
  const { items: known } = await author.get<{ items: { code: string }[] }>('/v1/fact-codes');
  const enterable = codes.filter(
    ({ code }) => !MEASURED.test(code) && known.every((each) => each.code !== code),
  );
  if (enterable.length === 0) return;
  const { items } = await author.get<{ items: Version[] }>('/v1/fact-catalogues');
  const active = items.find((each) => each.active);
  if (active === undefined) throw new Error('Duty has no catalogue of facts in force.');
  const version = Math.max(...items.map((each) => each.version)) + 1;
  const acts = [...active.document.acts, ...enterable.map(actOf)];
  await author.post('/v1/fact-catalogues', { ...active.document, version, acts });
  const other = await system.as('case-hr', ['hr'], 'duty');
  await other.post(`/v1/fact-catalogues/${version}/activate`, {});
};
