import {
  commendationDue,
  commendationStage,
  disciplineDue,
  stageOf,
  type ConductRules,
  type DueStep,
} from '@ywk/duty-domain';
import { isRejection, Rejection, type WorkingCalendar } from '@ywk/kernel';
import {
  listConduct,
  type ConductQuestion,
  type ConductRow,
} from '../persistence/conduct-case.store.ts';
import type { Connections } from '../persistence/transaction.ts';
import { workingDays } from '../persistence/working-year.store.ts';
import { today } from './conduct-day.ts';
import type { FactCatalogues } from './fact-catalogues.ts';
import type { Reader } from './show-facts.ts';

/** A case as it is shown: where it stands, and what is due by when. */
export type ShownConduct = ConductRow & {
  readonly stage: string;
  /** Null where nothing is due, or where `warning` says why the day is not known. */
  readonly due: DueStep | null;
  readonly overdue: boolean;
  readonly warning: string | null;
};

const stage = (row: ConductRow, rules: ConductRules): string => {
  switch (row.kind) {
    case 'DISCIPLINE':
      return stageOf(row.state, rules.verifiers);
    case 'COMMENDATION':
      return commendationStage(row.state);
    case 'LEAVE': {
      const { approved, withdrawn } = row.state;
      return withdrawn ? 'WITHDRAWN' : approved ? 'APPROVED' : 'REQUESTED';
    }
  }
};

/** What deadlines are counted by. */
interface Counting {
  readonly rules: ConductRules;
  readonly calendar: WorkingCalendar;
}

const dueOf = (row: ConductRow, by: Counting): DueStep | null => {
  if (row.kind === 'LEAVE') return null;
  return row.kind === 'DISCIPLINE' ? disciplineDue(row.state, by) : commendationDue(row.state, by);
};

const shown = (row: ConductRow, by: Counting): ShownConduct => {
  const at = { ...row, stage: stage(row, by.rules) };
  try {
    const due = dueOf(row, by);
    return { ...at, due, overdue: due !== null && due.due < today(), warning: null };
  } catch (error) {
    // A year without a published calendar has no deadlines to be guessed.
    if (!isRejection(error)) throw error;
    return { ...at, due: null, overdue: false, warning: error.detail };
  }
};

/** How many open steps one look at deadlines goes through. */
const LOOKED_AT = 5_000;

/** Cases, commendations and leave, to be looked at. */
export class ShowConduct {
  constructor(
    private readonly db: Connections,
    private readonly catalogues: FactCatalogues,
  ) {}

  /** Of the reader's units, oldest first. */
  async list(question: Omit<ConductQuestion, 'scope'>, reader: Reader): Promise<ShownConduct[]> {
    const by = await this.counting();
    const scope = reader.reachesAll ? null : reader.units;
    const rows = await listConduct(this.db, { ...question, scope });
    return rows.map((row) => shown(row, by));
  }

  private async counting(): Promise<Counting> {
    const rules = (await this.catalogues.active()).conduct;
    return { rules, calendar: await workingDays(this.db) };
  }

  /** What is said about an officer, to the officer. @throws Rejection OFFICER_UNKNOWN */
  async own(reader: Reader): Promise<ShownConduct[]> {
    const { officer } = reader;
    if (officer === null) {
      throw new Rejection('OFFICER_UNKNOWN', {
        zh: '此账号不对应任何人员。',
        en: 'This account belongs to no officer.',
      });
    }
    const by = await this.counting();
    const all = { kind: null, open: null, scope: null, after: null, limit: LOOKED_AT };
    const rows = await listConduct(this.db, { ...all, officer });
    // Until the facts are told, who reported what is not for the one it is about.
    const told = rows.filter((row) => row.kind !== 'DISCIPLINE' || row.state.informedOn !== null);
    return told.map((row) => shown(row, by));
  }

  /** Open steps of cases and commendations. */
  async deadlines(reader: Reader, overdue: boolean): Promise<ShownConduct[]> {
    const open = { kind: null, officer: null, open: true, after: null, limit: LOOKED_AT };
    const all = await this.list(open, reader);
    const due = all.filter(
      (row) => (row.due !== null || row.warning !== null) && row.kind !== 'LEAVE',
    );
    return overdue ? due.filter((row) => row.overdue) : due;
  }
}
