import type { Act, EventPlace } from '@ywk/appraisal-domain';
import type { ExplainedDecision } from '../decision.view.ts';
import type { MonthDecided } from '../month-reading.ts';
import { html, type Html } from './html.ts';
import { dayText, instantText, yuanText } from './words.ts';

const LEVELS = ['一级', '二级', '三级', '四级'];

const levelText = (level: number | null): string =>
  level === null ? '不定级' : (LEVELS[level - 1] ?? '');

/** Where an event stands, as the page writes it. */
export const placeText = ({ log, partition, pos, eventId, recordedAt }: EventPlace): Html =>
  html`<span class="place"
    >${instantText(recordedAt)} ${log}分区${partition}第${pos}条 ${eventId}</span
  >`;

const ROLES: Readonly<Record<Act['by'], string>> = {
  PROPOSER: '提出人',
  CALIBRATOR: '调整人',
  SUPERIOR: '上级',
  APPROVER: '审批人',
};

const calibrationText = ({ level }: ExplainedDecision): Html | string => {
  const calibration = level?.calibration ?? null;
  if (calibration === null) return '';
  return html`<p>
    审批前由${levelText(calibration.before)}调整，理由${calibration.reason}，依据${calibration.evidence}。
  </p>`;
};

const ruleText = (clauses: readonly string[], scheme: string): string =>
  `（方案${scheme} ${clauses.join('、')}）`;

const decisionText = (decision: ExplainedDecision): Html => {
  const { grade, performancePay, level, gradeReason, payReason, schemeVersion } = decision;
  return html`<p>
      等次 <strong>${grade}</strong>${
        level === null ? '' : html`，警务等级 <strong>${levelText(level.level)}</strong>`
      }，绩效工资${yuanText(performancePay)}。
    </p>
    <p>${gradeReason.working}${ruleText([gradeReason.clause], schemeVersion)}</p>
    ${level === null ? '' : html`<p>${level.words.zh}${ruleText(level.clauses, schemeVersion)}</p>`}${calibrationText(
      decision,
    )}${
      payReason === null
        ? ''
        : html`<p>${payReason.words.zh}${ruleText([payReason.clause], schemeVersion)}</p>`
    }
    <p>决定记录：${placeText(decision.event)}</p>`;
};

const actItem = ({ revision, by, words, event }: Act): Html =>
  html`<li>第${revision}版，${ROLES[by]}：${words.zh}。${placeText(event)}</li> `;

const publicationText = (publication: MonthDecided['publication']): Html | string => {
  if (publication === null) return '';
  const { revision, publishedOn, objectionUntil, event } = publication;
  return html`<p>
    第${revision}版于${dayText(publishedOn)}公示，异议至${dayText(objectionUntil)}。${placeText(event)}
  </p>`;
};

/** How the month was decided: grade, level and pay with rule and counters, what was done and refused. */
export const decisionSection = (decided: MonthDecided): Html | string => {
  const { decision, outcome, course, publication } = decided;
  if (decision === null && course.length === 0) return '';
  return html`<section>
    <h2>审批结果${decision === null ? '' : `（第${decision.revision}版）`}：${outcome.zh}</h2>
    ${decision === null ? '' : decisionText(decision)}
    <ul class="steps">
      ${course.map(actItem)}
    </ul>
    ${publicationText(publication)}
  </section> `;
};
