import type { RejectionTable } from '@ywk/platform';

/** How the rules of payroll are answered over HTTP; the codes are stable. */
export const rejections: RejectionTable = {
  PAY_RUN_NOT_BEGUN: {
    status: 409,
    title: { zh: '该发放月份尚未开始', en: 'The month of the run has not begun' },
  },
  ACK_MALFORMED: {
    status: 422,
    title: { zh: '答复格式不符', en: 'The answer is not of the form asked for' },
  },
  ACK_NOT_JSON: { status: 422, title: { zh: '答复不是 JSON', en: 'The answer is not JSON' } },
  ACK_ID_REUSED: {
    status: 409,
    title: { zh: '答复编号已用于其他内容', en: 'Id of an answer used for something else' },
  },
  ACK_CONFLICT: {
    status: 409,
    title: { zh: '该变更已有不同答复', en: 'The line was answered otherwise before' },
    advice: {
      zh: '资金可能已按先前答复发放：先与发放部门核对。',
      en: 'Money may have moved on the first answer: settle it with those who pay.',
    },
  },
  LINE_UNKNOWN: { status: 404, title: { zh: '变更编号不存在', en: 'No such change line' } },
  REASON_MISSING: {
    status: 422,
    title: { zh: '退回未说明原因', en: 'A refusal without a reason' },
  },
  REASON_UNEXPECTED: {
    status: 422,
    title: { zh: '已接收的不应有原因', en: 'An accepted line has no reason' },
  },
  TIER_PAY_UNKNOWN: {
    status: 409,
    title: { zh: '工资表未涵盖该层级或日期', en: 'No pay table covers the tier on the day' },
  },
};
