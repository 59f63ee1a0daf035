import type { Label } from '@ywk/kernel';
import type { ClauseDocument } from '../scheme/clause-document.ts';
import type { Liability } from './liability.ts';

/** Code under which liability counts like any fact of the one who bears it. */
export const LIABILITY_CODE = 'liability.borne';

/** Metric of hundredths of a point off the total. */
export const LIABILITY_POINTS = 'liability.hundredths';
/** Metric of force levels down for the period. */
export const LIABILITY_STEPS = 'liability.levelSteps';

/** What such a fact adds to; every edition of the metrics has them: no bureau defines them. */
export const LIABILITY_METRICS: readonly {
  readonly metric: string;
  readonly add: string;
  readonly label: Label;
}[] = [
  {
    metric: LIABILITY_POINTS,
    add: 'hundredths',
    label: { zh: '连带责任扣分（百分之一分）', en: 'Joint liability, hundredths of a point' },
  },
  {
    metric: LIABILITY_STEPS,
    add: 'levelSteps',
    label: { zh: '连带责任降级数', en: 'Joint liability, levels down' },
  },
];

/** How it is deducted: in every scheme, for whether and how much is borne is a setting already. */
export const LIABILITY_CLAUSE: ClauseDocument = {
  id: 'liability',
  label: { zh: '连带责任扣分', en: 'Joint liability' },
  source: '责任捆绑 [S3]、南通警务等级评定 [S2]；DOMAIN 2.16、3.0b',
  metric: LIABILITY_POINTS,
  points: '-0.01',
};

/** Amounts of such a fact. */
export const liabilityAmounts = ({
  points,
  levelSteps,
}: Pick<Liability, 'points' | 'levelSteps'>): Readonly<Record<string, number>> => ({
  hundredths: points,
  levelSteps,
});
