import type { Explanation, FactNode, Place, SmallestChange } from '@ywk/appraisal-domain';
import type { ExplainedMonth } from '../../projections/score-board/known-scores.query.ts';
import type { Peers } from '../../projections/score-board/peers.query.ts';
import type { TrendMonth } from '../../projections/score-board/trend.query.ts';
import { factTable } from './fact-table.ts';
import { html, type Html } from './html.ts';
import { instantText, monthText, pointsText } from './words.ts';

/** What would have brought a better grade. */
export const changeSection = (change: SmallestChange | null): Html | string => {
  if (change === null) return '';
  const { label, metric, n, stated, before, after } = change;
  const which = stated === null ? '' : `写明${stated}分的`;
  return html`<p class="box">
    距上一等次最小的变化：${which}“${label.zh}”（${metric}）若${n < 0 ? '少' : '多'}
    ${Math.abs(n)}，总分由${pointsText(before.total)}变为${pointsText(after.total)}，等次由${before.grade}变为${after.grade}。班组等群体数值按现值计算。
  </p> `;
};

const placeText = (where: string, place: Place | null): string =>
  place === null
    ? `${where}：不足 5 人或本人不参加排名，不显示`
    : `${where}：第${place.place}名，共${place.n}人`;

/** Place among others, without names. */
export const peersSection = (peers: Peers | null): Html | string => {
  if (peers === null) return '';
  return html`<h2>与本单位、本班组人员比较</h2>
    <p>${placeText('本单位', peers.unit)}；${placeText('本班组', peers.team)}。</p> `;
};

/** Own past. */
export const trendSection = (months: readonly TrendMonth[]): Html | string => {
  if (months.length === 0) return '';
  return html`<h2>本人以往各月</h2>
    <table>
      <thead>
        <tr>
          <th>月份</th>
          <th>总分</th>
          <th>等次</th>
          <th>状态</th>
        </tr>
      </thead>
      <tbody>
        ${months.map(
          (month) =>
            html`<tr>
              <td>${monthText(month.period)}</td>
              <td>${pointsText(month.total)}</td>
              <td>${month.grade ?? '—'}</td>
              <td>${month.provisional ? '暂定' : '已结算'}</td>
            </tr> `,
        )}
      </tbody>
    </table> `;
};

const factsAt = (facts: ReadonlyMap<number, FactNode>, positions: readonly number[]): FactNode[] =>
  positions.flatMap((pos) => facts.get(pos) ?? []);

/** What acts on the grade beside the points, and what earlier months still change. */
export const besideSections = (
  { effects, adjustments }: Explanation,
  facts: ReadonlyMap<number, FactNode>,
): Html =>
  html`${effects.map(
    (effect) =>
      html`<section>
        <h2>${effect.label.zh}：${effect.effectLabel.zh}</h2>
        <p>当月${effect.count}次，不影响总分，直接影响等次。</p>
        ${factTable(factsAt(facts, effect.facts))}
      </section> `,
  )}${adjustments.map(
    (adjustment) =>
      html`<section>
        <h2>
          ${monthText(adjustment.originPeriod)}迟到事实的调整
          <span class="num">${pointsText(adjustment.points)}</span>
        </h2>
        <p>该月已结算，结算后收到的事实按差额计入本月。</p>
        ${factTable(factsAt(facts, adjustment.facts))}
      </section> `,
  )}`;

/** What it was computed from. */
export const footer = (
  { explanation, provisional, revision, seen }: ExplainedMonth,
  asOf: string | null,
): Html =>
  html`<footer>
    <p>
      考核方案${explanation.scheme}（${explanation.schemeLabel.zh}），指标定义第${explanation.metrics}版。${
        provisional ? '本月尚未结算，结果为暂定。' : `本月已结算，第${revision}版。`
      }${asOf === null ? '' : html`按${instantText(asOf)}（北京时间）已收到的内容计算。`}
    </p>
    <p>
      计算所依据的记录位置：${
        seen.length === 0
          ? '无'
          : seen.map(({ log, partition, pos }) => `${log}分区${partition}位置${pos}`).join('；')
      }。比率显示到
      0.01%，计算时不舍入。
    </p>
  </footer> `;
