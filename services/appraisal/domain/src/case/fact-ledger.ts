import { Rejection, type Label } from '@ywk/kernel';
import type { CountedFact } from '../metric/metric-book.ts';
import type { CorrectFact, FactContent, TellFact, WithdrawFact } from './ask.ts';

/** What a version says; null takes the fact back. */
type Said = FactContent | null;

interface Subject {
  readonly officer: string;
  readonly code: string;
}

interface KnownFact {
  /** Null while only a withdrawal was heard. */
  readonly subject: Subject | null;
  readonly versions: ReadonlyMap<number, Said>;
}

/** A fact that counts from now on, or no longer: so often, with that sign. */
export interface LedgerEntry {
  /** Of the fact. */
  readonly id: string;
  /** The act that it reports: that of the fact where it names none. */
  readonly actId: string;
  readonly fact: CountedFact;
  readonly sign: 1 | -1;
  readonly count: number;
}

const UNKNOWN: KnownFact = { subject: null, versions: new Map() };

const topOf = ({ versions }: KnownFact): number => Math.max(0, ...versions.keys());

const reused = (id: string, why: Label): Rejection => new Rejection('FACT_REUSED', why, { id });

const unknown = (id: string, why: Label): Rejection => new Rejection('FACT_UNKNOWN', why, { id });

const sameSaid = (a: Said, b: Said): boolean => {
  if (a === null || b === null) return a === b;
  const amounts = (said: FactContent) => JSON.stringify(Object.entries(said.amounts).sort());
  const same = a.occurredAt === b.occurredAt && a.count === b.count && a.actId === b.actId;
  return same && amounts(a) === amounts(b);
};

const entryOf = (
  { id, officer, code }: Subject & { readonly id: string },
  said: Said | undefined,
  sign: 1 | -1,
): LedgerEntry[] => {
  if (said === null || said === undefined) return [];
  const { occurredAt, amounts, count } = said;
  const actId = said.actId ?? id;
  return [{ id, actId, fact: { officer, code, occurredAt, amounts }, sign, count }];
};

/** Facts by id: the highest version counts, whatever the order they come in (DOMAIN 3.0c.15). */
export class FactLedger {
  private readonly known = new Map<string, KnownFact>();

  /** What a told version changes. @throws Rejection FACT_REUSED */
  tell({ id, version, officer, code, content }: TellFact): LedgerEntry[] {
    const known = this.known.get(id) ?? UNKNOWN;
    const { subject } = known;
    if (subject !== null && (subject.officer !== officer || subject.code !== code)) {
      throw reused(id, {
        zh: `“${id}”已用于人员${subject.officer}的事实${subject.code}。`,
        en: `"${id}" stands for a fact ${subject.code} of ${subject.officer}.`,
      });
    }
    return this.say(id, { ...known, subject: { officer, code } }, { version, said: content });
  }

  /** What a correction says in full: what it does not name stays as it was. @throws Rejection FACT_UNKNOWN */
  corrected({ id, version, change }: CorrectFact): TellFact {
    const known = this.known.get(id) ?? UNKNOWN;
    const top = topOf(known);
    const said = known.versions.get(top) ?? undefined;
    if (known.subject === null || said === undefined) {
      throw unknown(id, {
        zh: `没有计入的事实“${id}”可供更正。`,
        en: `No fact "${id}" counts that could be corrected.`,
      });
    }
    return { id, version: version ?? top + 1, ...known.subject, content: { ...said, ...change } };
  }

  /** What a withdrawal changes. @throws Rejection FACT_UNKNOWN, FACT_REUSED */
  withdraw({ id, version }: WithdrawFact): LedgerEntry[] {
    const known = this.known.get(id) ?? UNKNOWN;
    if (known.versions.size === 0 && version === null) {
      throw unknown(id, { zh: `没有报送过事实“${id}”。`, en: `No fact "${id}" was told.` });
    }
    const top = topOf(known);
    // Taken back twice is taken back once.
    const next = known.versions.get(top) === null ? top : top + 1;
    return this.say(id, known, { version: version ?? next, said: null });
  }

  /** What a ruling makes of a fact, known or new; null: it does not count. */
  ruled(
    { id, officer, code }: Subject & { readonly id: string },
    content: FactContent | null,
  ): LedgerEntry[] {
    const known = this.known.get(id) ?? UNKNOWN;
    const subject = known.subject ?? { officer, code };
    const actId = known.versions.get(topOf(known))?.actId ?? null;
    const said = content === null ? null : { ...content, actId };
    return this.say(id, { ...known, subject }, { version: topOf(known) + 1, said });
  }

  /** Facts of an officer that count and stand for one act each. */
  standingOf(officer: string): { id: string; code: string; said: FactContent }[] {
    return [...this.known].flatMap(([id, known]) => {
      const said = known.versions.get(topOf(known)) ?? null;
      if (said === null || said.count !== 1 || known.subject?.officer !== officer) return [];
      return [{ id, code: known.subject.code, said }];
    });
  }

  private say(
    id: string,
    known: KnownFact,
    { version, said }: { readonly version: number; readonly said: Said },
  ): LedgerEntry[] {
    const before = known.versions.get(version);
    if (before !== undefined) {
      if (sameSaid(before, said)) return [];
      throw reused(id, {
        zh: `“${id}”的第${version}版此前已报送，内容不同。`,
        en: `Version ${version} of "${id}" was told before with other content.`,
      });
    }
    const top = topOf(known);
    this.known.set(id, { ...known, versions: new Map(known.versions).set(version, said) });
    if (version < top || known.subject === null) return [];
    const subject = { id, ...known.subject };
    return [...entryOf(subject, known.versions.get(top), -1), ...entryOf(subject, said, 1)];
  }
}
