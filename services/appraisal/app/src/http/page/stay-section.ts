import type {
  BesideNode,
  ClauseNode,
  FactNode,
  GroupNode,
  IndicatorNode,
  StayNode,
  Step,
} from '@ywk/appraisal-domain';
import { factTable } from './fact-table.ts';
import { html, type Html } from './html.ts';
import { dayText, pointsText } from './words.ts';

/** Facts by position, and what units and posts are called. */
export interface Lookup {
  readonly facts: ReadonlyMap<number, FactNode>;
  readonly unit: (code: string) => string;
  readonly post: (code: string) => string;
}

const factsAt = ({ facts }: Lookup, positions: readonly number[]): FactNode[] =>
  positions.flatMap((pos) => facts.get(pos) ?? []);

/** Lines of arithmetic: words, and the numbers in their places. */
export const stepList = (steps: readonly Step[]): Html | string =>
  steps.length === 0
    ? ''
    : html`<ol class="steps">
        ${steps.map(
          ({ what, working }) =>
            html`<li>
              ${what.zh}${working === '' ? '' : html`：<span class="num">${working}</span>`}
            </li> `,
        )}
      </ol> `;

const clauseSection = (lookup: Lookup, clause: ClauseNode): Html =>
  html`<div class="clause">
    <h5>${clause.id} ${clause.label.zh} <span class="num">${pointsText(clause.score)}</span></h5>
    <p class="source">依据：${clause.source}</p>
    ${stepList(clause.steps)}${factTable(factsAt(lookup, clause.facts))}
  </div> `;

const indicatorSection = (lookup: Lookup, node: IndicatorNode): Html =>
  html`<section>
    <h4>
      ${node.id} ${node.label.zh}（权重${pointsText(node.weight)}）
      <span class="num">${node.score === null ? '不适用' : pointsText(node.score)}</span>
    </h4>
    <p class="source">依据：${node.source}</p>
    ${stepList(node.steps)}${node.clauses.map((clause) => clauseSection(lookup, clause))}${factTable(
      factsAt(lookup, node.facts),
    )}
  </section> `;

const groupSection = (lookup: Lookup, group: GroupNode): Html =>
  html`<section>
    <h3>
      ${group.label.zh}（${pointsText(group.weight)}）
      <span class="num">${pointsText(group.score)}</span>
    </h3>
    ${stepList(group.steps)}${group.indicators.map((node) => indicatorSection(lookup, node))}
  </section> `;

const besideSection = (lookup: Lookup, beside: BesideNode): Html | string => {
  if (beside.clauses.length === 0) return '';
  return html`<section>
    <h3>${beside.label.zh} <span class="num">${pointsText(beside.score)}</span></h3>
    ${stepList(beside.steps)}${beside.clauses.map((clause) => clauseSection(lookup, clause))}
  </section> `;
};

/** One stay of the month: its groups, what stands beside them, and the total. */
export const staySection = (lookup: Lookup, stay: StayNode): Html =>
  html`<section>
    <h2>
      ${lookup.unit(stay.unit)} ·
      ${lookup.post(stay.post)}${stay.team === null ? '' : html` · ${stay.team}`}
    </h2>
    <p>
      ${dayText(stay.from)}至${dayText(stay.to)}，共${stay.days}天。${
        stay.reason === null
          ? html`得分 <strong>${pointsText(stay.score)}</strong>`
          : html`不单独计分：${stay.reason.zh}。`
      }
    </p>
    ${stepList(stay.steps)}${stay.groups.map((group) => groupSection(lookup, group))}${stay.beside.map(
      (beside) => besideSection(lookup, beside),
    )}
  </section> `;
