import {
  countsOf,
  patched,
  postCode,
  postingsUpTo,
  reportsOf,
  ruleBookOf,
  Scheme,
  talliesOf,
  type CaseAnswer,
  type CaseAsk,
  type CaseDocument,
  type CaseSetting,
  type CaseYear,
  type MetricBook,
  type Stay,
} from '@ywk/appraisal-domain';
import { isRejection, Rejection } from '@ywk/kernel';
import { LiveTotals } from './live-totals.ts';
import type { Act, Counting, LiveAnswer, LiveAsk, LiveSystem, Subject } from './live-words.ts';

/** A step that cannot be played on a running system. */
export class NotLive extends Error {
  override readonly name = 'NotLive';

  constructor(readonly path: string) {
    super(`${path} cannot be played on a running system yet.`);
  }
}

type SeenMonth = Extract<LiveAnswer, { readonly kind: 'SHEET' }>;

const sumsOf = (
  { sheet: { officer }, revision, facts }: SeenMonth,
  book: MetricBook,
): Map<string, number> => {
  const counted = postingsUpTo(revision);
  return countsOf(
    facts
      .filter(({ posted }) => counted.includes(posted))
      .flatMap(({ sign, posted, ...fact }) =>
        talliesOf(book, { fact: { officer, ...fact }, sign, posted }),
      ),
  );
};

/** Only the 110 feed records these; a desk enters them as the total that they make. */
const MEASURED = /^(call|order)[.]/;

/** What doors refuse, in the words of those who play stories without doors. */
const WORDS: Readonly<Record<string, string>> = {
  FACT_CODE_UNKNOWN: 'UNKNOWN_FACT_CODE',
  AMOUNT_OUT_OF_RANGE: 'POINTS_OUT_OF_RANGE',
  REVIEW_UNKNOWN: 'REVIEW_NOT_OPEN',
};

const yearKey = ({ officer, year }: { readonly officer: string; readonly year: number }): string =>
  `${officer} ${year}`;

const levelsIn = ({
  placed,
  ...found
}: Extract<LiveAnswer, { readonly kind: 'LEVELS' }>): CaseAnswer => ({
  ...found,
  ...(found.mode === null && {
    reports: found.quotas.flatMap(reportsOf).map(({ code }) => code),
  }),
  placed: new Map(Object.entries(placed)),
});

/** A stay as recruitment writes it: without aliases. */
export const liveStay = <Told extends Stay>(stay: Told): Told => ({
  ...stay,
  post: postCode(stay.post),
});

const subjectsOf = ({ steps }: CaseDocument): Map<string, Subject> =>
  new Map(
    steps
      .flatMap(({ facts = [] }) => facts)
      .flatMap(({ id, officer, code }) => (id === undefined ? [] : [[id, { officer, code }]])),
  );

const DONE: LiveAnswer = { kind: 'DONE' };

/** Puts to a running system what a story asks, and understands what it answers. */
export class LivePlayer {
  private readonly book: MetricBook;
  /** Facts that are told as totals. */
  private readonly totals: LiveTotals;
  /** What was told of years, by officer and year. */
  private readonly years = new Map<string, CaseYear>();
  private readonly subjects: ReadonlyMap<string, Subject>;

  constructor(
    private readonly system: LiveSystem,
    document: CaseDocument,
    { ground, decider }: CaseSetting,
  ) {
    this.subjects = subjectsOf(document);
    this.book = ruleBookOf(decider.initialState, ground.calendar).metrics;
    this.totals = new LiveTotals((fact) => this.book.deltasOf(fact));
  }

  /** @throws NotLive */
  async answer(ask: CaseAsk): Promise<CaseAnswer> {
    const answer = await this.put(ask);
    switch (answer.kind) {
      case 'DONE':
      case 'LIABLE':
      case 'POOLED':
      case 'NOTICES':
      case 'TIER':
      case 'TIER_RUN':
      case 'PAY_LINES':
        return answer;
      case 'REFUSED': {
        const code = WORDS[answer.code] ?? answer.code;
        // Of what a system says, one text is passed on.
        const details = { zh: answer.detail, en: answer.detail };
        return { kind: 'REFUSED', rejection: new Rejection(code, details, answer.facts) };
      }
      case 'SHEET': {
        const { kind, sheet, revision, decided } = answer;
        const counts = sumsOf(answer, this.book);
        return { kind, sheet, revision, scheme: new Scheme(answer.scheme), counts, decided };
      }
      case 'LEVELS':
        return levelsIn(answer);
      case 'YEAR': {
        const { kind, months, ...score } = answer;
        return { kind, months, score };
      }
      case 'UNSUPPORTED':
      case 'DOCUMENT':
        throw new NotLive(ask.path);
    }
  }

  private put(ask: CaseAsk): Promise<LiveAnswer> {
    if (!('act' in ask)) return this.question(ask);
    switch (ask.act) {
      case 'SCHEME':
        return this.edit(ask);
      case 'STAYS':
        return this.system({ ...ask, stays: ask.stays.map(liveStay) });
      case 'YEAR':
        this.years.set(yearKey(ask.year), ask.year);
        return Promise.resolve(DONE);
      case 'TELL':
      case 'CORRECT':
      case 'WITHDRAW':
        return this.count(ask);
      default:
        return this.system(ask);
    }
  }

  private question(ask: Exclude<CaseAsk, { readonly act: string }>): Promise<LiveAnswer> {
    if (ask.ask !== 'YEAR') return this.system(ask);
    return this.system({ ...ask, told: this.years.get(yearKey(ask)) ?? null });
  }

  /** Says each word of a fact; the first one that is not accepted is the answer. */
  private async count(ask: Counting): Promise<LiveAnswer> {
    try {
      for (const word of this.wordsOf(ask)) {
        const answer = await this.system(word);
        if (answer.kind !== 'DONE') return answer;
      }
      return DONE;
    } catch (error) {
      if (!isRejection(error)) throw error;
      return { kind: 'REFUSED', code: error.code, detail: error.detail };
    }
  }

  /** A fact in the words of those who enter facts: what the feed alone could record, as totals. */
  private wordsOf(ask: Counting): LiveAsk[] {
    const { totals } = this;
    if (ask.act === 'TELL') {
      if (!MEASURED.test(ask.fact.code)) return [ask];
      return totals.tell(ask.fact).map((fact) => ({ ...ask, fact }));
    }
    if (ask.act === 'WITHDRAW') {
      const about = this.subjects.get(ask.fact.id) ?? null;
      const taken = totals.has(ask.fact.id) ? totals.withdraw(ask.fact) : [ask.fact];
      return taken.map((fact) => ({ ...ask, fact, about }));
    }
    if (!totals.has(ask.fact.id)) return [ask];
    if (!totals.counts(ask.fact.id)) return [ask];
    return totals.correct(ask.fact).map((fact) => ({ ...ask, act: 'TELL', fact }));
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
    return this.system({
      act: 'RULES',
      kind: 'SCHEME',
      document: value,
      draftedBy,
      activatedBy,
      at,
    });
  }
}
