import type { RejectionTable } from '@ywk/platform';

/** How refusals about rules, calendars, their lab and what is read by them are answered. */
export const rulesRejections: RejectionTable = {
  CALENDAR_INVALID: {
    status: 422,
    title: { zh: '工作日历无效', en: 'The calendar is not valid' },
  },
  CALENDAR_VERSION_UNKNOWN: {
    status: 404,
    title: { zh: '没有这个日历版本', en: 'No such version of the calendar' },
  },
  CALENDAR_UNKNOWN: {
    status: 409,
    title: { zh: '该年尚无工作日历', en: 'No calendar of this year' },
  },
  FIGURE_UNKNOWN: {
    status: 404,
    title: { zh: '没有这个比率或指标', en: 'No such rate or metric' },
  },
  RULES_UNKNOWN: { status: 404, title: { zh: '没有这个版本', en: 'No such version' } },
  RULES_VERSION: { status: 409, title: { zh: '版本号不连续', en: 'Not the next version' } },
  SCHEME_INVALID: { status: 422, title: { zh: '规则文件无效', en: 'The rules are not valid' } },
  WEIGHTS_NOT_100: {
    status: 422,
    title: { zh: '权重合计不是100', en: 'The weights do not total 100' },
  },
  MONTH_LOCKED: {
    status: 409,
    title: { zh: '该月规则已锁定', en: 'The rules of this month are locked' },
  },
  CASES_FAIL: { status: 409, title: { zh: '验收用例未通过', en: 'Cases of this version fail' } },
  LAB_REPORT_MISSING: {
    status: 409,
    title: { zh: '尚无试算报告', en: 'No lab report on this version' },
  },
  LAB_RUN_UNKNOWN: { status: 404, title: { zh: '没有这次试算', en: 'No such run of the lab' } },
  LAB_NO_MONTH: {
    status: 409,
    title: { zh: '所选月份没有数据', en: 'Nothing was counted in these months' },
  },
  LAB_RULES_UNFIT: {
    status: 409,
    title: { zh: '该版本与现行规则不匹配', en: 'The version does not fit the rules beside it' },
  },
  APPROVALS_MISSING: {
    status: 409,
    title: { zh: '审批人数不足', en: 'Not approved by enough people' },
  },
  METRICS_MISSING: {
    status: 409,
    title: { zh: '该月没有指标定义', en: 'No metric definitions for this month' },
  },
  SCHEME_MISSING: {
    status: 409,
    title: { zh: '该月没有考核方案', en: 'No scheme for this month' },
  },
  CLAUSE_UNKNOWN: {
    status: 404,
    title: { zh: '条款不存在', en: 'No such clause' },
    advice: { zh: '使用考核单上所列的条款编号。', en: 'Use an id of the score sheet.' },
  },
  AS_OF_NOT_AN_INSTANT: {
    status: 422,
    title: { zh: '查询时点无效', en: 'Not an instant to look back from' },
  },
  AS_OF_IN_FUTURE: {
    status: 422,
    title: { zh: '查询时点在未来', en: 'The instant is still to come' },
    advice: { zh: '使用已经过去的时点。', en: 'Name an instant that has passed.' },
  },
  AS_OF_NOT_BEFORE: {
    status: 422,
    title: { zh: '前一时点晚于后一时点', en: 'The earlier instant is the later one' },
  },
  AMOUNT_MISSING: { status: 409, title: { zh: '缺少数值', en: 'Amount missing' } },
  POINTS_OUT_OF_RANGE: { status: 409, title: { zh: '分值超出范围', en: 'Points out of range' } },
  UNKNOWN_FACT_CODE: {
    status: 409,
    title: { zh: '没有指标统计该事实', en: 'No metric counts such facts' },
  },
  RATE_UNKNOWN: {
    status: 409,
    title: { zh: '指标定义中没有该比率', en: 'No metric definition has the rate' },
  },
};
