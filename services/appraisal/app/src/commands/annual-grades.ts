import { partitionOf, type AnnualGradeRecorded } from '@ywk/contracts';
import type { AppendCommand, EventStore } from '@ywk/event-store';
import { Rejection } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import { readPlacements } from '../persistence/placement.store.ts';
import { attempt, carryOut, type ItemResult } from './bulk.ts';
import type { Asking } from './cut-off.ts';
import { refuseOwnMatter } from './own-matter.ts';
import { officerStream } from './proposal.stream.ts';
import { derivedId, stamped, type Publishing } from './publishing.ts';

/** A year's grade to be brought in, with its document. */
export type AnnualGradeAsk = Omit<AnnualGradeRecorded, 'author'>;

export interface AnnualParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly publishing: Publishing;
}

/** Names one year of one officer. */
const idOf = ({ officer, year }: AnnualGradeAsk): string => `${officer}/${year}`;

/** Brings in annual grades from before this system. */
export class AnnualGrades {
  constructor(private readonly parts: AnnualParts) {}

  /** The same again is a duplicate; a document says one thing of a year, a later one corrects it. */
  async record(asks: readonly AnnualGradeAsk[], asking: Asking): Promise<ItemResult[]> {
    const { store, pool } = this.parts;
    return carryOut({
      store,
      items: asks.map((ask) => ({ id: idOf(ask), ask })),
      prepare: async (round) => {
        const officers = [...new Set(round.map(({ ask }) => ask.officer))];
        const at = officers.map((officer) => ({ partition: partitionOf(officer), officer }));
        const known = await readPlacements(pool, at);
        return round.map(({ ask }) =>
          known.has(ask.officer)
            ? attempt(() => this.command(ask, asking))
            : new Rejection('OFFICER_UNKNOWN', {
                zh: '没有该编号的人员。',
                en: 'No officer has this id.',
              }),
        );
      },
    });
  }

  private command(ask: AnnualGradeAsk, asking: Asking): AppendCommand {
    const { actor, at } = asking;
    refuseOwnMatter(asking, ask.officer);
    const published = this.parts.publishing.annualGrade({ ...ask, author: actor });
    return {
      commandId: derivedId('annual', ask.officer, ask.year, ask.document),
      actor,
      request: [ask.grade, ask.total, ask.custom, ask.deducted, ask.democratic].join('|'),
      writes: [
        {
          ...officerStream(ask.officer),
          expectedVersion: 'any',
          events: [stamped(published, at)],
        },
      ],
    };
  }
}
