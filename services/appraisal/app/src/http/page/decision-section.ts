import type { ExplainedDecision } from '../decision.view.ts';
import { html, type Html } from './html.ts';
import { yuanText } from './words.ts';

const LEVELS = ['一级', '二级', '三级', '四级'];

const levelText = (level: number | null): string =>
  level === null ? '不定级' : (LEVELS[level - 1] ?? '');

/** What was approved of the month, with the rule of the level and the counters behind it. */
export const decisionSection = (decision: ExplainedDecision | null): Html | string => {
  if (decision === null) return '';
  const { grade, performancePay, level, revision } = decision;
  const calibration = level?.calibration ?? null;
  return html`<section>
    <h2>审批结果（第${revision}版）</h2>
    <p>
      等次 <strong>${grade}</strong>${
        level === null ? '' : html`，警务等级 <strong>${levelText(level.level)}</strong>`
      }，绩效工资${yuanText(performancePay)}。
    </p>
    ${level === null ? '' : html`<p>${level.words.zh}</p>`}${
      calibration === null
        ? ''
        : html`<p>
            审批前由${levelText(calibration.before)}调整，理由${calibration.reason}，依据${calibration.evidence}。
          </p>`
    }
  </section> `;
};
