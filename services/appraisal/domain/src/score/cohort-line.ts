import { ratio, type Ratio } from '@ywk/kernel';
import { cohortKey, isCohortLine, placeIn, type CohortValues } from './cohort.ts';
import { limited } from './indicator.ts';
import { linearPoints } from './linear.ts';
import { ratioFromText, ratioText } from './measured.ts';
import type { StayFacts } from './shapes.ts';
import type {
  MedianLine,
  MedianScoredLine,
  OpenIndicator,
  RankLine,
  RankScoredLine,
  ScoredIndicator,
} from './indicator-line.ts';

/** What is joined, and where points become hundredths. */
interface Joining {
  readonly cohorts: CohortValues;
  readonly rounding: StayFacts['rounding'];
}

const coefficientOf = ({ coefficient }: OpenIndicator): Ratio => ratioFromText(coefficient ?? '1');

const withMedian = (line: MedianLine, { cohorts, rounding }: Joining): MedianScoredLine => {
  const known = cohorts.get(cohortKey(line.cohort, line.id));
  const text = line.given === null ? known : String(line.given);
  if (text === undefined) return { ...line, median: null, score: null };
  const median = ratioFromText(text);
  // Nothing has a ratio to a median of zero: not applicable, never full marks.
  if (median.compare(0) <= 0) return { ...line, median: ratioText(median), score: null };
  const points = linearPoints(ratio(line.numerator).div(median), line).mul(coefficientOf(line));
  return { ...line, median: ratioText(median), ...limited(points, line.weight, rounding) };
};

const withPlace = (line: RankLine, { cohorts, rounding }: Joining): RankScoredLine => {
  if (line.value === null) return { ...line, place: null, members: 0, score: null };
  const { place, members } = placeIn(line.value, cohorts, cohortKey(line.cohort, line.id));
  // Alone there is nobody to be compared with (DOMAIN 3.0c.3).
  if (members < 2) return { ...line, place, members, score: null };
  const reached = line.places.find(({ upTo }) => place <= upTo);
  const points = ratio(reached?.points ?? 0, 100).mul(coefficientOf(line));
  return { ...line, place, members, ...limited(points, line.weight, rounding) };
};

/** An indicator with the value of its cohort joined; the others as they are. */
export const scoredIndicator = (line: OpenIndicator, joining: Joining): ScoredIndicator => {
  if (!isCohortLine(line)) return line;
  return line.shape === 'RANK' ? withPlace(line, joining) : withMedian(line, joining);
};
