import type { RejectionTable } from '@ywk/platform';

/** How the rules of payroll are answered over HTTP; the codes are stable. */
export const rejections: RejectionTable = {
  PAY_RUN_NOT_BEGUN: {
    status: 409,
    title: { zh: '该发放月份尚未开始', en: 'The month of the run has not begun' },
  },
};
