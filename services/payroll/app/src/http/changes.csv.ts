import { hundredthsText } from '@ywk/kernel';
import { stringify } from 'csv-stringify/sync';
import type { BoardLine } from '../projections/change-board/change-board.query.ts';

/** A line with its officer's name as the reader may see it. */
export interface NamedLine extends Omit<BoardLine, 'name'> {
  readonly name: string;
}

const KINDS: Readonly<Record<string, string>> = {
  PERFORMANCE: '绩效工资',
  TIER_PAY: '层级工资',
  PROTECTION: '套改保留',
  EMPLOYMENT_ENDED: '离职停发',
  BACK_PAY: '补发',
  CLAWBACK: '追回',
};

const STATES: Readonly<Record<string, string>> = {
  ISSUED: '已发出',
  ACCEPTED: '已接收',
  REFUSED: '已退回',
};

const BYTE_ORDER_MARK = '\uFEFF';

/** Text that a spreadsheet would run as a formula is marked as text. */
const safeText = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

const yuan = (fen: number | null): string => (fen === null ? '' : hundredthsText(fen));
const whole = (fen: number | null): string => (fen === null ? '' : String(fen));
const label = (labels: Readonly<Record<string, string>>, code: string): string =>
  labels[code] ?? safeText(code);

const COLUMNS: readonly (readonly [string, (line: NamedLine) => string])[] = [
  ['变更编号', ({ line }) => line],
  ['人员编号', ({ officer }) => officer],
  ['警号', ({ badge }) => safeText(badge ?? '—')],
  ['姓名', ({ name }) => safeText(name)],
  ['单位', ({ unit }) => safeText(unit ?? '—')],
  ['变更类型', ({ kind }) => label(KINDS, kind)],
  ['归属月份', ({ originPeriod }) => originPeriod ?? ''],
  ['生效日期', ({ effectiveDate }) => effectiveDate],
  ['金额（元）', ({ amount }) => yuan(amount)],
  ['金额（分）', ({ amount }) => whole(amount)],
  ['原金额（元）', ({ previousAmount }) => yuan(previousAmount)],
  ['原金额（分）', ({ previousAmount }) => whole(previousAmount)],
  ['状态', ({ state }) => label(STATES, state)],
  ['退回原因', ({ reason }) => safeText(reason ?? '')],
  ['依据日志', ({ causeLog }) => causeLog],
  ['依据事件', ({ causeEvent }) => causeEvent],
  ['发出时间', ({ issuedAt }) => shanghai.format(new Date(issuedAt))],
  ['项目', ({ component }) => (component === null ? '' : label(KINDS, component))],
  ['补发追回月份', ({ run }) => run ?? ''],
];

/** The header row; with the mark that spreadsheets need to read it as UTF-8. */
export const csvHeader = ({ bom }: { bom: boolean }): string =>
  `${bom ? BYTE_ORDER_MARK : ''}${stringify([COLUMNS.map(([title]) => title)], { record_delimiter: 'windows' })}`;

/** One row a line; money as yuan with two decimals and again as whole fen. */
export const csvRows = (lines: readonly NamedLine[]): string =>
  stringify(
    lines.map((line) => COLUMNS.map(([, cell]) => cell(line))),
    { record_delimiter: 'windows' },
  );
