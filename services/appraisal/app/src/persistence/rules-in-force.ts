import {
  ruleBookOf,
  type RuleBook,
  type RuleEvent,
  type RuleVersions,
} from '@ywk/appraisal-domain';
import { calendarOf } from '@ywk/calendar';
import { LOGS, partitionOf, RULES_STREAM } from '@ywk/contracts';
import { fold } from '@ywk/kernel';
import { readCalendars, workingDays } from './calendars.ts';
import { NOW, type Database } from './database.ts';
import { ruleDecider, shippedVersions } from './rule-documents.ts';

const PLACE = [partitionOf(RULES_STREAM), LOGS.rules];

/** The rules as a database knows them now. */
export interface RuleSource {
  read(db: Database): Promise<RuleBook>;
}

/** The rules also as they were known at an instant. */
export interface PastRules extends RuleSource {
  /** @param until instant, ms */
  readBy(db: Database, until: number): Promise<RuleBook>;
}

/** Rules that do not change: those that come with the service. */
export const shippedBook = (): RuleBook => ruleBookOf(shippedVersions, calendarOf());

/** The rules as the log tells them up to a position. */
const bookAt = async (db: Database, end: number): Promise<RuleBook> =>
  ruleBookOf(await readVersions(db, end), workingDays(await readCalendars(db, end)));

const HEAD = `SELECT last_pos FROM log_counter WHERE partition = $1 AND log = $2`;

const EVENTS = `
SELECT type, data FROM event WHERE partition = $1 AND log = $2 AND pos <= $3 AND stream = $4
ORDER BY pos`;

/** Position of the last word about rules or calendars; 0 before the first. */
export const endOfRules = async (db: Database): Promise<number> => {
  const { rows } = await db.query<{ last_pos: string }>({
    name: 'rules_end',
    text: HEAD,
    values: PLACE,
  });
  return Number(rows[0]?.last_pos ?? 0);
};

/** All versions of the rules as they stood at a position. */
export const readVersions = async (db: Database, until: number): Promise<RuleVersions> => {
  const { rows } = await db.query<{ type: string; data: string }>({
    name: 'rule_events',
    text: EVENTS,
    values: [...PLACE, until, RULES_STREAM],
  });
  const events = rows.map(({ type, data }) => ({ type, data: JSON.parse(data) as unknown }));
  return fold(ruleDecider, events as RuleEvent[]);
};

const END_BY = `
SELECT coalesce(max(pos), 0) AS last_pos FROM event
WHERE partition = $1 AND log = $2 AND recorded_ms <= $3`;

/** Books of past instants that are held ready. */
const HELD = 8;

/**
 * Schemes, metric definitions and calendar. Every reader asks where the log of rules ends, in its
 * own transaction if it has one: a version that was put in force before is never overlooked.
 */
export class RulesInForce implements PastRules {
  /** By the end of the log at their instant; the last used one last. */
  private readonly past = new Map<number, RuleBook>();
  private held: { readonly end: number; readonly book: RuleBook } = { end: 0, book: shippedBook() };

  async read(db: Database): Promise<RuleBook> {
    const end = await endOfRules(db);
    if (end !== this.held.end) {
      this.held = { end, book: await bookAt(db, end) };
    }
    return this.held.book;
  }

  async readBy(db: Database, until: number): Promise<RuleBook> {
    if (until === NOW) return this.read(db);
    const { rows } = await db.query<{ last_pos: string }>({
      name: 'rules_end_by',
      text: END_BY,
      values: [...PLACE, until],
    });
    const end = Number(rows[0]?.last_pos ?? 0);
    const book = this.past.get(end) ?? (await bookAt(db, end));
    this.past.delete(end);
    this.past.set(end, book);
    const [oldest] = this.past.keys();
    if (this.past.size > HELD && oldest !== undefined) this.past.delete(oldest);
    return book;
  }
}
