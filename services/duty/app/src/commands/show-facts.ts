import {
  countingOf,
  entry,
  factUnknown,
  stateOf,
  topOf,
  type EntryStanding,
  type EntryState,
  type FactContent,
} from '@ywk/duty-domain';
import { fold, Rejection } from '@ywk/kernel';
import { listEntries, type EntryItem } from '../persistence/entry.store.ts';
import type { Connections } from '../persistence/transaction.ts';
import { entryEventOf, type EntryWriter } from './entry-writer.ts';
import { OfficerReach } from './officer-reach.ts';
import type { Leader } from './wrong-dispatch.ts';

/** Who reads, and the units they reach. */
export interface Reader extends Leader {
  readonly units: readonly string[];
}

/** What a list is asked for; null means any. */
export interface ListQuestion {
  readonly state: EntryStanding | null;
  readonly code: string | null;
  readonly unit: string | null;
  readonly after: { readonly enteredAt: string; readonly fact: string } | null;
  readonly limit: number;
}

const contentsOf = ({ versions, ruled }: EntryState): FactContent[] =>
  [...versions.values(), ...(ruled === undefined ? [] : [ruled])].flatMap(({ content }) =>
    content === null ? [] : [content],
  );

/** Entered facts, to be looked at. */
export class ShowFacts {
  constructor(
    private readonly db: Connections,
    private readonly writer: EntryWriter,
  ) {}

  /** Entries of the reader's units, oldest first. @throws Rejection FOREIGN_UNIT */
  async list(question: ListQuestion, reader: Reader): Promise<EntryItem[]> {
    const { unit } = question;
    if (unit !== null && !(await new OfficerReach(this.db, reader).reaches(unit))) {
      throw new Rejection('FOREIGN_UNIT', {
        zh: `单位${unit}不在您的管辖单位内。`,
        en: `The unit ${unit} lies outside your units.`,
      });
    }
    return listEntries(this.db, { ...question, scope: reader.reachesAll ? null : reader.units });
  }

  /** One act: every version, and who did what when. @throws Rejection FACT_UNKNOWN also for that of others */
  async show(fact: string, reader: Reader) {
    const stored = await this.writer.read(fact);
    const state = fold(entry, stored.map(entryEventOf));
    const { subject } = state;
    if (subject === null) {
      throw factUnknown();
    }
    await this.checkReader(state, reader);
    const versions = [...state.versions].sort(([a], [b]) => a - b);
    return {
      ...subject,
      state: stateOf(state),
      version: topOf(state),
      countingVersion: countingOf(state) ?? null,
      versions: versions.map(([version, said]) => ({ version, ...said })),
      events: stored.map(({ eventId, type, recordedAt, actor, data }) => ({
        eventId,
        type,
        recordedAt,
        actor,
        data,
      })),
    };
  }

  /** Officers see what is about them, others what is about their units. */
  private async checkReader(state: EntryState, reader: Reader): Promise<void> {
    const officer = state.subject?.officer ?? '';
    if (reader.reachesAll || reader.officer === officer) return;
    const reach = new OfficerReach(this.db, reader);
    for (const { occurredAt } of contentsOf(state)) {
      const unit = await reach.unitOf({ officer, occurredAt });
      if (unit !== undefined && (await reach.reaches(unit))) return;
    }
    throw factUnknown();
  }
}
