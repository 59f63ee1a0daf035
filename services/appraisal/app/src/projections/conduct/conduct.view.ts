import type { ConductWord } from '@ywk/appraisal-domain';
import {
  LOGS,
  type CommendationGranted,
  type FactVouched,
  type LeaveGranted,
  type SanctionImposed,
} from '@ywk/contracts';
import type { AppliedEvent, ViewModule } from '@ywk/projections';
import {
  conductWordTable,
  keepConduct,
  type ConductRow,
} from '../../persistence/conduct-word.store.ts';
import {
  factPersonTable,
  keepFactPersons,
  type FactPersonRow,
} from '../../persistence/fact-person.store.ts';

const gone = (data: unknown): ConductWord => ({
  conduct: (data as { readonly conduct: string }).conduct,
  kind: 'NONE',
});

const readers: Readonly<Record<string, (data: unknown) => ConductWord>> = {
  SanctionImposed: (data) => {
    const { conduct, code, on, months, mostMonths } = data as SanctionImposed;
    return { conduct, kind: 'SANCTION', code, on, months, mostMonths };
  },
  SanctionLifted: gone,
  CommendationGranted: (data) => {
    const { conduct, code, on } = data as CommendationGranted;
    return { conduct, kind: 'COMMENDATION', code, on };
  },
  CommendationRevoked: gone,
  LeaveGranted: (data) => {
    const { conduct, from, to } = data as LeaveGranted;
    return { conduct, kind: 'LEAVE', from, to };
  },
  LeaveCancelled: gone,
};

const rowOf = ({ type, partition, pos, key, recordedAt, data }: AppliedEvent): ConductRow[] => {
  const reader = readers[type];
  if (reader === undefined) return [];
  return [{ partition, pos, officer: key, word: reader(data), recordedMs: Date.parse(recordedAt) }];
};

const vouchedOf = ({ type, partition, pos, data }: AppliedEvent): FactPersonRow[] =>
  type === 'FactVouched' ? [{ ...(data as FactVouched), partition, pos }] : [];

/** What duty says about conduct and who vouched for facts, as careers and quotas need it: can be built again. */
export const conductView: ViewModule = {
  name: 'appraisal.conduct',
  logs: [LOGS.conduct],
  tables: { conduct_word: conductWordTable, fact_person: factPersonTable },
  async fold({ events, tx }, table) {
    await keepConduct(tx, events.flatMap(rowOf), table('conduct_word'));
    await keepFactPersons(tx, events.flatMap(vouchedOf), table('fact_person'));
  },
};
