import type { OwnSystem } from './own-system.ts';
import type { LiveCode } from './wire.ts';

/** A story states nothing larger. */
const LARGEST = 1_000_000;

/** Only the feed records these. */
const MEASURED = /^(call|order)[.]/;

interface AmountRule {
  readonly min: number;
  readonly max: number;
  readonly only?: readonly number[];
}

/** A code as duty knows it. */
interface Act {
  readonly code: string;
  readonly amounts?: Readonly<Record<string, AmountRule>>;
}

interface Version {
  readonly version: number;
  readonly active: boolean;
  readonly document: { readonly acts: readonly Act[] };
}

const actOf = ({ code, label, amounts }: LiveCode): Act => ({
  ...{ code, label, source: 'case', owner: 'leader', evidence: 'optional' },
  amounts: Object.fromEntries(
    amounts.map((name) => [name, { min: 0, max: LARGEST, optional: true }]),
  ),
});

const allows = ({ min, max, only }: AmountRule, points: number): boolean =>
  only === undefined ? min <= points && points <= max : only.includes(points);

/** A known code with the points that the rules of a story allow, where duty would refuse some. */
const widened = (act: Act, codes: readonly LiveCode[]): Act => {
  const points = codes.find(({ code }) => code === act.code)?.points ?? [];
  const rule = act.amounts?.['points'];
  if (points.length === 0 || (rule && points.every((each) => allows(rule, each)))) return act;
  const wider = { min: 0, max: Math.max(...points), optional: true };
  return { ...act, amounts: { ...act.amounts, points: wider } };
};

/** What duty has to take in for the rules of a story: the next version of its catalogue. */
export const addCodes = async (system: OwnSystem, codes: readonly LiveCode[]): Promise<void> => {
  const author = await system.as('case-appraiser', ['appraiser'], 'duty');
  const { items: known } = await author.get<{ items: { code: string }[] }>('/v1/fact-codes');
  const unknown = codes.filter(
    ({ code }) => !MEASURED.test(code) && known.every((each) => each.code !== code),
  );
  const items = await author.list<Version>('/v1/fact-catalogues');
  const active = items.find((each) => each.active);
  if (active === undefined) throw new Error('Duty has no catalogue of facts in force.');
  const before = active.document.acts;
  const kept = before.map((act) => widened(act, codes));
  if (unknown.length === 0 && kept.every((act, at) => act === before[at])) return;
  const version = Math.max(...items.map((each) => each.version)) + 1;
  const acts = [...kept, ...unknown.map(actOf)];
  await author.post('/v1/fact-catalogues', { ...active.document, version, acts });
  const other = await system.as('case-hr', ['hr'], 'duty');
  await other.post(`/v1/fact-catalogues/${version}/activate`, {});
};
