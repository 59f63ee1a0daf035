import { createHash } from 'node:crypto';
import { postCode, type Explanation } from '@ywk/appraisal-domain';
import { POSTS } from '@ywk/contracts';
import type { Explaining } from '../explanation.view.ts';
import type { ExplainedMonth } from '../../projections/score-board/known-scores.query.ts';
import {
  besideSections,
  changeSection,
  footer,
  peersSection,
  trendSection,
} from './around-sections.ts';
import { decisionSection } from './decision-section.ts';
import { Html, html } from './html.ts';
import { tierSection } from './tier-section.ts';
import { staySection, stepList, type Lookup } from './stay-section.ts';
import { monthText, pointsText, yuanText } from './words.ts';

/** For paper first: A4, black on white, headings stay with what follows. */
const STYLE = `
@page { size: A4; margin: 16mm 14mm; }
body { font: 10.5pt/1.5 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", SimSun, sans-serif;
  color: #000; background: #fff; max-width: 182mm; margin: 8mm auto; }
h1 { font-size: 16pt; text-align: center; }
h2 { font-size: 13pt; border-bottom: 1px solid #000; }
h3 { font-size: 11.5pt; }
h4, h5 { font-size: 10.5pt; margin: 2mm 0 1mm; }
h1, h2, h3, h4, h5 { break-after: avoid; }
table { width: 100%; border-collapse: collapse; font-size: 8.5pt; margin: 1mm 0 3mm; }
th, td { border: 1px solid #888; padding: 0.6mm 1mm; text-align: left; vertical-align: top; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.num { font-variant-numeric: tabular-nums; }
.place { font-size: 7pt; word-break: break-all; }
.source { font-size: 8.5pt; margin: 0; }
.steps { margin: 1mm 0; }
.clause { margin-left: 4mm; }
.box { border: 1px solid #000; padding: 2mm; }
footer { border-top: 1px solid #000; font-size: 8.5pt; }
`;

/** The policy names its hash: not a blank may come in between. */
const STYLE_SHEET = new Html(`<style>${STYLE}</style>`);

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** Nothing is fetched, nothing runs: this page needs its one style sheet alone. */
export const PAGE_POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${styleHash}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

const lookupOf = ({ explanation, units }: ExplainedMonth): Lookup => {
  const names = new Map(units.map(({ unit, name }) => [unit, name.zh]));
  const posts: Readonly<Record<string, { readonly zh: string }>> = POSTS;
  return {
    facts: new Map(explanation.facts.map((fact) => [fact.source.pos, fact])),
    unit: (code) => names.get(code) ?? code,
    post: (code) => posts[postCode(code)]?.zh ?? code,
  };
};

const verdict = (explanation: Explanation, provisional: boolean): Html => {
  const { reason, score, grade, pay, probation } = explanation;
  if (reason !== null) return html`<p class="box">未计分：${reason.zh}。</p>`;
  return html`<p class="box">
    总分 <strong>${pointsText(score)}</strong>${
      grade === null ? '' : html`，等次 <strong>${grade.zh}</strong>`
    }${pay === null ? '' : `，对应绩效工资${yuanText(pay)}（单位总额控制之前）`}${
      probation ? '，见习期计分不评等次' : ''
    }${provisional ? '（暂定）' : ''}。
  </p>`;
};

/** A month explained in plain Chinese, for reading and for printing. */
export const explanationPage = ({ explained: month, decided, tier, asOf }: Explaining): string => {
  const { explanation, provisional } = month;
  const lookup = lookupOf(month);
  const title = `${monthText(explanation.period)}考核得分说明`;
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        ${STYLE_SHEET}
      </head>
      <body>
        <h1>${title}</h1>
        <p>人员编号：${explanation.officer}</p>
        ${verdict(explanation, provisional)}
        ${decisionSection(decided)}${tierSection(tier)}${stepList([...explanation.steps, ...explanation.gradeSteps])}${changeSection(month.smallestChange)}${explanation.stays.map(
          (stay) => staySection(lookup, stay),
        )}${besideSections(explanation, lookup.facts)}${peersSection(month.peers)}${trendSection(month.trend)}${footer(
          month,
          asOf,
        )}
      </body>
    </html> `.text;
};
