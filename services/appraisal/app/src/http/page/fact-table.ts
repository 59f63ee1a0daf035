import type { FactNode } from '@ywk/appraisal-domain';
import { html, type Html } from './html.ts';
import { amountsText, instantText, originText } from './words.ts';

const row = ({ source, ...fact }: FactNode): Html =>
  html`<tr>
    <td>${instantText(fact.occurredAt)}</td>
    <td>${fact.label.zh}（${fact.code}）${fact.sign < 0 ? html`<strong>撤销</strong>` : ''}</td>
    <td>${amountsText(fact.amounts)}</td>
    <td>${originText(fact.origin)}</td>
    <td>${fact.evidence}</td>
    <td class="place">
      ${source.log}<br />分区${source.partition}位置${source.pos}<br />${source.eventId}
    </td>
  </tr> `;

/** The facts of one clause, each with the event that told it. */
export const factTable = (facts: readonly FactNode[]): Html | string => {
  if (facts.length === 0) return '';
  return html`<table class="facts">
    <thead>
      <tr>
        <th>发生时间</th>
        <th>事项</th>
        <th>数值</th>
        <th>来源</th>
        <th>证据</th>
        <th>事件记录</th>
      </tr>
    </thead>
    <tbody>
      ${facts.map(row)}
    </tbody>
  </table> `;
};
