import { hundredthsText } from '@ywk/kernel';
import type {
  ExplainedChange,
  ExplainedStep,
  ExplainedTier,
  ExplainedWaiting,
  SeatsUsed,
} from '../tier-explaining.ts';
import { placeText } from './decision-section.ts';
import { html, type Html } from './html.ts';
import { dayText } from './words.ts';

const stepItem = ({ on, says, clause, event }: ExplainedStep): Html =>
  html`<li>
    ${dayText(on)}：${says.zh}${clause === '' ? '' : `（${clause}）`}${
      event === null ? '' : placeText(event)
    }
  </li> `;

const seatsText = (seats: SeatsUsed | null): string =>
  seats === null
    ? ''
    : `；编制${seats.n}人（${seats.document}），${seats.seats
        .map(
          ({ upTo, cap, before, after }) =>
            `1至${upTo}级名额${cap}个，原占${before}个，现占${after}个`,
        )
        .join('；')}`;

const changeItem = (change: ExplainedChange): Html => {
  const { from, to, effectiveDate, ground, basis, seats, proposed, approved } = change;
  const why = basis === null ? ground : basis.says.zh;
  return html`<li>
    ${from}级至${to}级，自${dayText(effectiveDate)}起：${why}${seatsText(seats)}。提出人${placeText(
      proposed.event,
    )}${approved === null ? '，待另一人审批' : html`，审批人${placeText(approved.event)}`}
  </li> `;
};

const waitingItem = ({ run, from, to, says, ...waiting }: ExplainedWaiting): Html => {
  const { competitors, free, filled, cut, clauses, seats, event } = waiting;
  const taken = free === null ? '' : `，空额${free}个，晋升${filled}人`;
  const last = cut === null ? '' : `，末位${hundredthsText(cut)}分`;
  return html`<li>
    ${run}年度${from}级至${to}级：${says.zh}；符合条件${competitors}人${taken}${last}${seatsText(
      seats,
    )}（${clauses.join('、')}）${placeText(event)}
  </li> `;
};

/** Why the officer stands on the tier, what was waited for, and what is missing for the next one. */
export const tierSection = (explained: ExplainedTier): Html | string => {
  const { tier, since, on, steps, changes, waiting, forecast } = explained;
  if (steps.length === 0) return '';
  const standing =
    tier === null ? '无层级' : `${tier}级${since === null ? '' : `，自${dayText(since)}起`}`;
  return html`<section>
    <h2>层级（${dayText(on)}）</h2>
    <p>${standing}${forecast === null ? '' : `。${forecast.says.zh}`}。</p>
    <ul class="steps">
      ${steps.map(stepItem)}${changes.map(changeItem)}${waiting.map(waitingItem)}
    </ul>
  </section> `;
};
