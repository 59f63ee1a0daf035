import { Rejection, type Label, type RejectionFacts } from '@ywk/kernel';
import type { ForceLevel, QuotaName, QuotaUse } from '../level/levels.ts';
import { quotaLabel } from '../level/level-words.ts';
import type { GradeProposalEvent, ProposedGrade } from './grade-proposal.events.ts';
import type { GradeProposal, Person } from './grade-proposal.state.ts';

/** An appraiser's wish to move one level before the approval. */
export interface CalibrationAsk {
  readonly proposal: string;
  readonly officer: string;
  readonly level: ForceLevel;
  /** Code of a reason. */
  readonly reason: string;
  /** Reference of a document or diary entry. */
  readonly evidence: string;
  readonly author: Person;
  /** How many levels the scheme lets a person move another by; 0 for none. */
  readonly most: number;
}

interface Moving {
  readonly line: ProposedGrade;
  readonly from: ForceLevel;
  readonly to: ForceLevel;
}

const refused = (reason: Label, facts: RejectionFacts = {}): Rejection =>
  new Rejection('CALIBRATION_REFUSED', reason, facts);

/** Rules that give a level whatever a person thinks of it. */
const FIXED: ReadonlySet<string> = new Set(['VETO', 'FORCED', 'OFF_QUOTA', 'OUTSIDE']);

const isFree = ({ level }: ProposedGrade): boolean =>
  level !== null && level.steps === 0 && !FIXED.has(level.rule);

const levelOf = (line: ProposedGrade | undefined): ForceLevel | null => line?.level?.level ?? null;

const moving = (ask: CalibrationAsk, { grades, calibrations }: GradeProposal): Moving => {
  const { officer, level: to, most } = ask;
  const line = grades.find((each) => each.officer === officer);
  const from = levelOf(line);
  if (line === undefined || from === null) {
    throw refused(
      { zh: '该人员在此提案中没有警务等级。', en: 'This person has no level in this proposal.' },
      { officer },
    );
  }
  if (!isFree(line)) {
    const reason = {
      zh: '一票否决、依规定直接定级、因表彰定级及因连带责任下调的等级，不得调整。',
      en: 'A veto, a forced level, an honour and a step for liability are not moved.',
    };
    throw refused(reason, { officer });
  }
  const placed = calibrations[officer]?.before ?? from;
  if (Math.abs(to - placed) > most) {
    throw refused(
      {
        zh: `方案规定等级最多可调整${most}级。`,
        en: `The scheme lets a level be moved by ${most} at most.`,
      },
      { most, placed, to },
    );
  }
  return { line, from, to };
};

/** Whether a level takes a place of a quota. */
const TAKES: Readonly<Record<QuotaName, (level: ForceLevel) => boolean>> = {
  LEVEL_1: (level) => level === 1,
  LEVELS_1_AND_2: (level) => level <= 2,
  LEVEL_4: (level) => level === 4,
  EXCELLENT: () => false,
};

const change = (quota: QuotaName, before: ForceLevel, after: ForceLevel): number =>
  Number(TAKES[quota](after)) - Number(TAKES[quota](before));

/** What earlier moves of this proposal changed in a quota. */
const changedIn = (quota: QuotaName, { grades, calibrations }: GradeProposal): number =>
  grades.reduce((sum, line) => {
    const before = calibrations[line.officer]?.before;
    const now = levelOf(line);
    return before === undefined || now === null ? sum : sum + change(quota, before, now);
  }, 0);

/** Of units joined, others count on the same seats: a unit keeps to what it had. */
const keepsQuota = (use: QuotaUse, state: GradeProposal, { from, to }: Moving): boolean => {
  const step = change(use.quota, from, to);
  const after = use.used + changedIn(use.quota, state) + step;
  const bound = state.head?.levels?.mode === 'MERGED' ? use.used : use.seats;
  return use.quota === 'LEVEL_4' ? step >= 0 || after >= bound : step <= 0 || after <= bound;
};

/** Level 4 goes by score ascending: nobody above one who is spared (DOMAIN §4.3). */
const keepsOrder = ({ grades }: GradeProposal, { line, to }: Moving): boolean => {
  const others = grades.filter((each) => isFree(each) && each !== line);
  return others.every(({ total, level }) => {
    if ((level?.level === 4) === (to === 4)) return true;
    return to === 4 ? line.total <= total : line.total >= total;
  });
};

const refuseBreach = (state: GradeProposal, move: Moving): void => {
  const broken = state.head?.levels?.quotas.find((use) => !keepsQuota(use, state, move));
  if (broken !== undefined) {
    const { quota, seats, used, n } = broken;
    throw refused(
      {
        zh: `这样调整将不符合${n}人的${quotaLabel(quota).zh}名额规定。`,
        en: `The move would break the quota ${quota} of ${n} people.`,
      },
      { quota, seats, used },
    );
  }
  if (!keepsOrder(state, move)) {
    throw refused({
      zh: '四级按得分由低到高列入，这样调整将使得分更低者免于列入。',
      en: 'Level 4 goes by score ascending: somebody with fewer points would be spared.',
    });
  }
};

/**
 * Moves a level within the quotas; the same wish again changes nothing.
 * @throws Rejection PROPOSAL_NOT_OPEN, SAME_PERSON, CALIBRATION_REFUSED
 */
export const calibrate = (ask: CalibrationAsk, state: GradeProposal): GradeProposalEvent[] => {
  const { proposal, officer, reason, evidence, author } = ask;
  if (state.status !== 'PROPOSED') {
    const detail = {
      zh: '等级只能在提案待审批期间调整。',
      en: 'Levels are moved while a proposal waits for its approval.',
    };
    throw new Rejection('PROPOSAL_NOT_OPEN', detail, { status: state.status });
  }
  if (author.officer === officer) {
    throw new Rejection(
      'SAME_PERSON',
      { zh: '不得调整本人的等级。', en: 'Nobody moves the own level.' },
      { officer },
    );
  }
  const move = moving(ask, state);
  if (move.from === move.to) return [];
  refuseBreach(state, move);
  const data = { proposal, officer, before: move.from, after: move.to };
  return [{ type: 'LevelCalibrated', data: { ...data, reason, evidence, author: author.actor } }];
};
