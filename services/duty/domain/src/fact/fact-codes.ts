import type { Label } from '@ywk/kernel';

/** Bounds of one amount, both inclusive; every amount listed must be given unless optional. */
export interface AmountRule {
  readonly min: number;
  readonly max: number;
  readonly optional?: true;
  /** Only these values, where not every one between the bounds is meant. */
  readonly only?: readonly number[];
}

/** What people may enter under one code. */
export interface FactCode {
  readonly code: string;
  readonly label: Label;
  /** Integers by name; the name states the unit: minutes, points (whole, positive), n. */
  readonly amounts: Readonly<Record<string, AmountRule>>;
  /** DOMAIN 2.24: evidence is mandatory for acts; totals name their report in `reference`. */
  readonly evidence: 'required' | 'optional';
}

type Row = readonly [code: string, zh: string, en: string, amounts?: FactCode['amounts']];

const points = (min: number, max: number): FactCode['amounts'] => ({
  points: { min, max, optional: true },
});

/** Acts of the event catalogue (DOMAIN 2.24, 3.0c §4). */
const ACTS: readonly Row[] = [
  ['A01', '漏签到', 'Sign-in missing'],
  ['A02', '代签到', 'Proxy sign-in'],
  ['A03', '迟到早退30分钟以内', 'Late or early, up to 30 min', { minutes: { min: 1, max: 30 } }],
  ['A04', '迟到早退超过30分钟', 'Late or early, over 30 min', { minutes: { min: 31, max: 1440 } }],
  ['A05', '旷工（每日）', 'Unauthorised absence, per day'],
  ['A06', '擅自换班', 'Unapproved swap'],
  ['A07', '全勤', 'Full attendance'],
  ['D01', '着装装备不规范', 'Dress or equipment'],
  ['D02', '睡岗脱岗', 'Sleeping or off post'],
  ['D03', '上班干私活、公车私用', 'Private activity on duty'],
  ['D04', '不服从、未完成任务', 'Disobeying or not finishing a task'],
  ['D05', '因己延误出警', 'Delayed departure through own fault'],
  ['D06', '重大事项不报告', 'Not reporting a major event', points(1, 10)],
  ['D07', '市级告诫', 'City-level caution'],
  ['D08', '督察通报', 'Cited by the inspectorate'],
  ['T01', '缺席培训', 'Training missed'],
  ['T02', '培训考试不合格', 'Training test failed'],
  ['S01', '投诉查实', 'Verified complaint'],
  ['C02', '接警用语不文明', 'Call rudeness confirmed by recording'],
  ['C03', '虚假录入、伪造数据', 'False entry or forged data'],
  ['P01', '支援迟到或缺席', 'Support late or missing at an incident'],
  ['B01', '主动作为', 'Active conduct on duty'],
  ['B02', '做法被推广', 'Practice adopted', { points: { min: 2, max: 10, only: [2, 4, 8, 10] } }],
  ['B03', '抓获嫌疑人（以法律文书为准）', 'Suspect caught, by final legal document'],
  ['B04', '提供线索破案', 'Clue leading to a case'],
  ['B05', '调解成功、锦旗', 'Lasting mediation, banner', points(1, 3)],
  ['B06', '群众表扬', 'Public praise'],
  ['R01', '出租屋、人口信息差错', 'Rental or population record wrong'],
  ['R02', '登记率每低一个百分点', 'Registration below target, per percentage point'],
  ['G01', '事件错派、无故退回', 'Event routed late or returned without reason'],
  ['V01', '犯罪', 'Crime'],
  ['V02', '被行政拘留', 'Administrative detention'],
  ['V03', '酒驾醉驾', 'Drunk driving'],
  ['V04', '涉毒涉赌涉黄', 'Drugs, gambling, prostitution'],
  ['V05', '泄露数据', 'Leaking data'],
  ['V06', '殴打辱骂', 'Beating or insulting'],
  ['V07', '单独执法', 'Enforcing alone'],
  ['V08', '伪造数据（一票否决）', 'Forged data, veto'],
];

/** Totals that come from elsewhere, by the metric they add to (DOMAIN 3.0c §10). */
const TOTALS: readonly Row[] = [
  ['calls.offered', '呼入分配数', 'Calls offered'],
  ['calls.abandonedShort', '10秒内放弃数', 'Abandoned in under 10 s'],
  ['calls.answered', '接听数', 'Calls answered'],
  ['calls.answered10s', '10秒内接听数', 'Answered within 10 s'],
  ['orders.dispatched', '派警数', 'Orders dispatched'],
  ['orders.wrongConfirmed', '确认错派数', 'Confirmed wrong dispatches'],
  ['records.sampled', '抽查记录数', 'Records sampled'],
  ['records.passed', '合格记录数', 'Records passed'],
  ['callbacks.effective', '有效回访数', 'Effective callbacks'],
  ['callbacks.satisfied', '满意回访数', 'Satisfied callbacks'],
  ['team.answeredMedian', '班组接听中位数', 'Team median of answered calls'],
  ['visits.planned', '计划打卡数', 'Planned visits'],
  ['visits.hit', '有效打卡数', 'Visits hit'],
  ['minutes.planned', '计划巡逻分钟', 'Planned minutes'],
  ['minutes.effective', '有效巡逻分钟', 'Effective minutes'],
  ['tasks.due', '应办任务数', 'Tasks due'],
  ['tasks.onTime', '按时任务数', 'Tasks on time'],
];

const COUNT: FactCode['amounts'] = { n: { min: 0, max: 1_000_000 } };

const entry =
  (amounts: FactCode['amounts'], evidence: FactCode['evidence']) =>
  ([code, zh, en, own]: Row): [string, FactCode] => [
    code,
    { code, label: { zh, en }, amounts: own ?? amounts, evidence },
  ];

/** Everything that may be entered by hand, by code. */
export const FACT_CODES: ReadonlyMap<string, FactCode> = new Map([
  ...ACTS.map(entry({}, 'required')),
  ...TOTALS.map(entry(COUNT, 'optional')),
]);
