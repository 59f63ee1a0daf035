import { LOGS } from '@ywk/contracts';
import type { LogBatch, ViewModule } from '@ywk/projections';
import { unitEventOf } from '../../persistence/officer-event.ts';

const UNIT = 'unit_board';

const createUnit = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  unit text NOT NULL,
  definition jsonb NOT NULL,
  PRIMARY KEY (partition, unit)
)`;

/** The units as they were defined last. */
export const unitBoard: ViewModule = {
  name: 'recruitment.unit-board',
  logs: [LOGS.personnel],
  tables: { [UNIT]: createUnit },

  async fold({ events, tx }: LogBatch, table): Promise<void> {
    const rows = new Map<string, { partition: number; definition: string }>();
    for (const event of events) {
      const words = unitEventOf(event);
      if (words === undefined) continue;
      const { partition } = event;
      rows.set(words.data.unit, { partition, definition: JSON.stringify(words.data) });
    }
    if (rows.size === 0) return;
    await tx.query(
      `INSERT INTO ${table(UNIT)} (partition, unit, definition)
       SELECT * FROM unnest($1::int[], $2::text[], $3::jsonb[])
       ON CONFLICT (partition, unit) DO UPDATE SET definition = excluded.definition`,
      [
        [...rows.values()].map(({ partition }) => partition),
        [...rows.keys()],
        [...rows.values()].map(({ definition }) => definition),
      ],
    );
  },
};
