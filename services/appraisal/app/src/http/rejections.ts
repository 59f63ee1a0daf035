import type { RejectionTable } from '@ywk/platform';
import { rulesRejections } from './rules.rejections.ts';

/** How the rules of appraisal are answered over HTTP; the codes are stable. */
export const rejections: RejectionTable = {
  ...rulesRejections,
  BUDGET_EXCEEDED: {
    status: 409,
    title: { zh: '超出单位绩效总额', en: "Above the unit's budget" },
  },
  PERIOD_NOT_READY: {
    status: 409,
    title: { zh: '考核期尚不能结算', en: 'The period cannot be computed yet' },
  },
  PERIOD_NOT_OVER: { status: 409, title: { zh: '考核期尚未结束', en: 'The period is not over' } },
  PERIOD_NOT_COMPUTED: {
    status: 409,
    title: { zh: '考核期尚未结算', en: 'The period is not computed yet' },
  },
  PERIOD_NOT_FINAL: {
    status: 409,
    title: { zh: '考核期尚不能定案', en: 'The period cannot become final yet' },
  },
  PERIOD_CHANGED: {
    status: 409,
    title: { zh: '已有新的版次', en: 'There is a later revision' },
  },
  NOTHING_TO_REVISE: {
    status: 409,
    title: { zh: '没有待计入的事实', en: 'Nothing waits for a revision' },
  },
  UNITS_NOT_CONFIRMED: {
    status: 409,
    title: { zh: '单位等次尚未审批', en: 'Grades of units are not approved' },
  },
  OBJECTION_LATE: { status: 409, title: { zh: '已过异议期', en: 'The time to object is over' } },
  OBJECTION_OPEN: {
    status: 409,
    title: { zh: '同一事项的异议尚未答复', en: 'An objection to the same is not answered' },
  },
  OBJECTION_UNKNOWN: { status: 404, title: { zh: '异议不存在', en: 'No such objection' } },
  OBJECTION_NOT_OPEN: {
    status: 409,
    title: { zh: '该异议不在待处理状态', en: 'The objection does not wait for this' },
  },
  NOT_ON_SHEET: {
    status: 422,
    title: { zh: '不在本人考核单上', en: 'Not on the own sheet of the month' },
  },
  NO_SECOND_INSTANCE: {
    status: 409,
    title: { zh: '单位答复为最终答复', en: "The unit's reply is the last word" },
  },
  RULING_INVALID: { status: 422, title: { zh: '裁决内容无效', en: 'The ruling is not valid' } },
  PREVIEW_STALE: {
    status: 409,
    title: { zh: '预览已过时，请重新查看', en: 'The effect is another one by now' },
  },
  AGGRAVATION: {
    status: 409,
    title: { zh: '不得因申诉加重处理', en: 'A ruling must not leave the appellant worse off' },
  },
  FACTS_PENDING: {
    status: 409,
    title: { zh: '前一裁决的事实尚未到达', en: 'Facts of an earlier ruling are on their way' },
  },
  SAME_PERSON: { status: 403, title: { zh: '须由另一人办理', en: 'Another person is needed' } },
  ALREADY_APPROVED: {
    status: 409,
    title: { zh: '已由他人审批', en: 'Approved by another person' },
  },
  PROPOSAL_NOT_OPEN: { status: 409, title: { zh: '没有待审批的提案', en: 'Nothing to approve' } },
  PROPOSAL_UNKNOWN: { status: 404, title: { zh: '提案不存在', en: 'No such proposal' } },
  CALIBRATION_REFUSED: {
    status: 409,
    title: { zh: '等级不得这样调整', en: 'The level cannot be moved like that' },
  },
  QUOTAS_IMPOSSIBLE: {
    status: 409,
    title: { zh: '名额规则无法同时满足', en: 'The quotas cannot hold together' },
  },
  SEAT_ABOVE_CEILING: {
    status: 409,
    title: { zh: '超出名额上限', en: 'A seat above the ceiling' },
  },
  SEAT_NOT_REFUSED: {
    status: 409,
    title: { zh: '此人没有待批的超额名额', en: 'No seat above a ceiling was refused' },
  },
  NOBODY_RANKED: { status: 409, title: { zh: '无人可评等次', en: 'Nobody has a grade' } },
  UNIT_UNKNOWN: { status: 404, title: { zh: '单位不存在', en: 'No such unit' } },
  OFFICER_UNKNOWN: { status: 404, title: { zh: '人员不存在', en: 'No such officer' } },
  NOT_THE_OFFICER: { status: 403, title: { zh: '只能由本人办理', en: 'Only for oneself' } },
  SIGN_UNSEEN: { status: 409, title: { zh: '尚未查看该提醒', en: 'Sign not seen yet' } },
  PROMOTION_BARRED: {
    status: 409,
    title: { zh: '处分影响期内不得晋升', en: 'A sanction bars promotion' },
  },
  TIER_NOT_CURRENT: { status: 409, title: { zh: '与现层级不符', en: 'Not the current tier' } },
  TIER_SEATS_FULL: { status: 409, title: { zh: '层级名额已满', en: 'No seat on these tiers' } },
  ESTABLISHMENT_UNKNOWN: {
    status: 409,
    title: { zh: '尚未载明用人额度', en: 'The approved posts are not stated' },
  },
  BOARD_BEHIND: {
    status: 409,
    title: { zh: '决定尚未全部登记', en: 'Decisions are still being listed' },
  },
  TIER_UNCHANGED: { status: 422, title: { zh: '层级未变', en: 'The tier does not change' } },
  VOTES_ABOVE_ELIGIBLE: {
    status: 422,
    title: { zh: '票数多于有投票权人数', en: 'More votes than voters' },
  },
  ID_REUSED: { status: 422, title: { zh: '编号已用于其他内容', en: 'Id used for something else' } },
  YEAR_PARTS_MISSING: {
    status: 409,
    title: { zh: '年度得分缺少部分', en: 'A part of the year is missing' },
  },
  PERIOD_UNKNOWN: {
    status: 404,
    title: { zh: '没有这个考核周期', en: 'The calendar has no such period' },
  },
  REVIEW_UNKNOWN: { status: 404, title: { zh: '评议不存在', en: 'No such review' } },
  REVIEW_NOT_OPEN: { status: 409, title: { zh: '评议未开放', en: 'The review is not open' } },
  REVIEW_NOT_CLOSED: { status: 409, title: { zh: '评议尚未结束', en: 'The review is not closed' } },
  REVIEW_VALID: {
    status: 409,
    title: { zh: '有效的评议不重新进行', en: 'A valid vote is not held again' },
  },
  REVIEW_NOT_VALID: {
    status: 409,
    title: { zh: '评议无效，须重新进行', en: 'The vote must be held again' },
  },
  ROLL_INVALID: { status: 422, title: { zh: '名册无效', en: 'The roll is not valid' } },
  NOT_ON_ROLL: { status: 403, title: { zh: '不在名册', en: 'Not on the roll' } },
  NOT_ON_PANEL: { status: 403, title: { zh: '不是考核小组成员', en: 'Not on the panel' } },
  SELF_VOTE: { status: 403, title: { zh: '不得评议本人', en: 'Nobody judges himself' } },
  KIN_RECUSED: { status: 403, title: { zh: '亲属应当回避', en: 'Relatives are recused' } },
  ALREADY_VOTED: { status: 409, title: { zh: '已投票', en: 'Voted already' } },
  PAPER_NOT_VALID: { status: 422, title: { zh: '选票无效', en: 'The voting paper is not valid' } },
  DAY_IN_FUTURE: { status: 422, title: { zh: '日期在未来', en: 'The day lies in the future' } },
  RUN_MISSING: { status: 409, title: { zh: '没有这个批次', en: 'No such run' } },
  FACT_REUSED: { status: 409, title: { zh: '事实编号已用于其他内容', en: 'Fact id reused' } },
  FACT_UNKNOWN: { status: 409, title: { zh: '事实不存在', en: 'Fact unknown' } },
};
