import type { RejectionTable } from '@ywk/platform';

/** How refusals of the duty domain are answered. */
export const DUTY_REJECTIONS: RejectionTable = {
  CALL_UNKNOWN: { status: 404, title: { zh: '警情不存在', en: 'Call unknown' } },
  ORDER_UNKNOWN: { status: 404, title: { zh: '派警单不存在', en: 'Order unknown' } },
  CASE_UNKNOWN: { status: 404, title: { zh: '错派案件不存在', en: 'Case unknown' } },
  CASE_OPEN: { status: 409, title: { zh: '该派警单已有案件', en: 'The order has a case' } },
  CASE_REUSED: { status: 409, title: { zh: '案件编号已用于其他内容', en: 'Case id reused' } },
  CASE_RULED: { status: 409, title: { zh: '案件已裁定', en: 'Case already ruled' } },
  SAME_PERSON: { status: 403, title: { zh: '不得处理本人事项', en: 'Same person' } },
  FOREIGN_UNIT: { status: 403, title: { zh: '超出本人管辖单位', en: 'Foreign unit' } },
  DISPATCHER_UNKNOWN: { status: 409, title: { zh: '派警人尚不明确', en: 'Dispatcher unknown' } },
  INTERVAL_UNKNOWN: { status: 422, title: { zh: '时间区间不存在', en: 'Interval unknown' } },
  TIME_ZONE_UNKNOWN: { status: 422, title: { zh: '时区不存在', en: 'Time zone unknown' } },
  TIME_ZONE_DIFFERS: { status: 409, title: { zh: '时区与已登记的不同', en: 'Time zone differs' } },
};
