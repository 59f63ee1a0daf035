import {
  patched,
  ruleBookOf,
  Scheme,
  talliesOf,
  type CaseAnswer,
  type CaseAsk,
  type CaseGround,
  type CountedFact,
  postCode,
  postingsUpTo,
  type MetricBook,
  type SchemeDocument,
  type ScoreSheet,
  type Stay,
} from '@ywk/appraisal-domain';
import { isRejection, Rejection } from '@ywk/kernel';

/** A fact or its reversal as the public door shows it. */
interface SeenFact {
  readonly code: string;
  readonly sign: 1 | -1;
  readonly occurredAt: string;
  /** Empty for what came in time, `r2` for what a revision added. */
  readonly posted: string;
  readonly amounts: Readonly<Record<string, number>>;
}

/** What a running system answered, in the words of the story. */
export type LiveAnswer =
  | { readonly kind: 'DONE' }
  | { readonly kind: 'REFUSED'; readonly code: string; readonly detail: string }
  /** No door takes this yet. */
  | { readonly kind: 'UNSUPPORTED' }
  | {
      readonly kind: 'SHEET';
      readonly sheet: ScoreSheet;
      readonly revision: number;
      readonly scheme: SchemeDocument;
      readonly facts: readonly SeenFact[];
    }
  /** A document that is to be changed. */
  | { readonly kind: 'DOCUMENT'; readonly document: Readonly<Record<string, unknown>> };

/** What a running system is asked: what a story asks, or a document that a story changes. */
export type LiveAsk =
  | CaseAsk
  | { readonly ask: 'COPY'; readonly month: string; readonly at: string }
  | {
      readonly act: 'RULES';
      readonly document: unknown;
      readonly draftedBy: string;
      readonly activatedBy: string;
      readonly at: string;
    };

/** Somebody who puts it to a running system. */
export type LiveSystem = (ask: LiveAsk) => Promise<LiveAnswer>;

/** A step that cannot be played on a running system. */
export class NotLive extends Error {
  override readonly name = 'NotLive';

  constructor(readonly path: string) {
    super(`${path} cannot be played on a running system yet.`);
  }
}

type SeenMonth = Extract<LiveAnswer, { readonly kind: 'SHEET' }>;

const countsOf = (
  { sheet: { officer }, revision, facts }: SeenMonth,
  book: MetricBook,
): Map<string, number> => {
  const counts = new Map<string, number>();
  const counted = postingsUpTo(revision);
  for (const { sign, posted, ...fact } of facts) {
    if (!counted.includes(posted)) continue;
    for (const { metric, n } of talliesOf(book, { fact: { officer, ...fact }, sign, posted })) {
      counts.set(metric, (counts.get(metric) ?? 0) + n);
    }
  }
  return counts;
};

/** Only the 110 feed records these; a desk enters them as the total that they make. */
const MEASURED = /^(call|order)[.]/;

/** What the door of facts refuses, in the words of those who count facts. */
const WORDS: Readonly<Record<string, string>> = {
  FACT_CODE_UNKNOWN: 'UNKNOWN_FACT_CODE',
  AMOUNT_OUT_OF_RANGE: 'POINTS_OUT_OF_RANGE',
};

type Act<Name> = Extract<CaseAsk, { readonly act: Name }>;

/** A stay as recruitment writes it: without aliases. */
export const liveStay = (stay: Stay): Stay => ({ ...stay, post: postCode(stay.post) });

/** Puts to a running system what a story asks, and understands what it answers. */
export class LivePlayer {
  private readonly book: MetricBook;
  /** Ids of facts that were told as totals. */
  private readonly totals = new Set<string>();

  constructor(
    private readonly system: LiveSystem,
    { versions, calendar }: CaseGround,
  ) {
    this.book = ruleBookOf(versions, calendar).metrics;
  }

  /** @throws NotLive */
  async answer(ask: CaseAsk): Promise<CaseAnswer> {
    const answer = await this.put(ask);
    switch (answer.kind) {
      case 'DONE':
        return answer;
      case 'REFUSED': {
        const code = WORDS[answer.code] ?? answer.code;
        return { kind: 'REFUSED', rejection: new Rejection(code, answer.detail) };
      }
      case 'SHEET': {
        const { sheet, revision } = answer;
        const counts = countsOf(answer, this.book);
        return { kind: 'SHEET', sheet, revision, scheme: new Scheme(answer.scheme), counts };
      }
      case 'UNSUPPORTED':
      case 'DOCUMENT':
        throw new NotLive(ask.path);
    }
  }

  private put(ask: CaseAsk): Promise<LiveAnswer> {
    if (!('act' in ask)) return this.system(ask);
    switch (ask.act) {
      case 'SCHEME':
        return this.edit(ask);
      case 'STAYS':
        return this.system({ ...ask, stays: ask.stays.map(liveStay) });
      case 'TELL':
        return this.system(this.enterable(ask));
      case 'CORRECT':
        return this.system(this.correctable(ask));
      default:
        return this.system(ask);
    }
  }

  /** @throws NotLive for what the feed alone could record */
  private enterable(ask: Act<'TELL'>): CaseAsk {
    const { id, officer, code, content } = ask.fact;
    if (!MEASURED.test(code)) return ask;
    const { amounts, occurredAt } = content;
    const [delta, ...others] = this.deltas(ask, { officer, code, occurredAt, amounts });
    if (delta === undefined || others.length > 0) throw new NotLive(ask.path);
    this.totals.add(id);
    const total = { ...content, amounts: { n: delta.n } };
    return { ...ask, fact: { ...ask.fact, code: delta.metric, content: total } };
  }

  private deltas({ path }: Act<'TELL'>, fact: CountedFact) {
    try {
      return this.book.deltasOf(fact);
    } catch (error) {
      if (isRejection(error)) throw new NotLive(path);
      throw error;
    }
  }

  /** @throws NotLive */
  private correctable(ask: Act<'CORRECT'>): CaseAsk {
    const { id, change } = ask.fact;
    if (this.totals.has(id) && change.amounts !== undefined) throw new NotLive(ask.path);
    return ask;
  }

  /** Copies the rules of the month, changes them as the story says, and has them put in force. */
  private async edit({ edit, path, at }: Act<'SCHEME'>): Promise<LiveAnswer> {
    const { month, draftedBy, activatedBy, patch = {} } = edit;
    const copy = await this.system({ ask: 'COPY', month, at });
    if (copy.kind !== 'DOCUMENT') return copy;
    const { value, faults } = patched(copy.document, patch, `${path}/patch`);
    const [first] = faults;
    if (first !== undefined) {
      return { kind: 'REFUSED', code: 'SCHEME_INVALID', detail: `${first.path}: ${first.wrong}` };
    }
    return this.system({ act: 'RULES', document: value, draftedBy, activatedBy, at });
  }
}
