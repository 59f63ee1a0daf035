import type { Label } from '@ywk/kernel';

const BY_STATUS: Readonly<Record<number, Label>> = {
  400: {
    zh: '按 errors 或 detail 所指改正后重新发送。',
    en: 'Mend what "errors" or "detail" points at and send it again.',
  },
  401: { zh: '取得新的身份令牌后重新发送。', en: 'Ask for a new token and send it again.' },
  403: {
    zh: '请由具有相应角色、管辖该单位且非当事人的人员办理。',
    en: 'Let it be done by somebody who has the role, reaches the unit and is no party to it.',
  },
  404: {
    zh: '核对编号；管辖范围以外的内容同样不予显示。',
    en: 'Check the id; what lies outside of your reach is not shown either.',
  },
  405: { zh: '改用接口文档所列的方法。', en: 'Use a method that the interface document lists.' },
  408: { zh: '检查网络后重新发送。', en: 'Look at the network and send it again.' },
  409: {
    zh: '重新读取当前状态，再决定是否办理。',
    en: 'Read the present state again, then decide anew.',
  },
  412: {
    zh: '重新读取，比较他人所作修改，再以新的 ETag 发送。',
    en: 'Read it again, look at what others changed, and send it with the new ETag.',
  },
  413: { zh: '分成较小的请求发送。', en: 'Send it in smaller requests.' },
  415: {
    zh: '改用接口文档所列的内容类型。',
    en: 'Use a content type that the interface document lists.',
  },
  422: {
    zh: '内容与规则或目录不符：改正后以新的编号发送。',
    en: 'The content does not fit rules or catalogues: mend it and send it under a new id.',
  },
  428: {
    zh: '先读取，再以其 ETag 作为 If-Match 发送。',
    en: 'Read it first and send its ETag as If-Match.',
  },
  429: {
    zh: '等待 Retry-After 所示秒数后重新发送。',
    en: 'Wait the seconds that Retry-After says and send it again.',
  },
  431: { zh: '减少请求头后重新发送。', en: 'Send fewer or shorter headers.' },
  500: {
    zh: '记下 traceId 并联系系统运维人员。',
    en: 'Note the traceId and tell those who run the system.',
  },
  503: {
    zh: '等待 Retry-After 所示秒数后，以相同编号重新发送。',
    en: 'Wait the seconds that Retry-After says and send the same again with the same ids.',
  },
};

const OTHERWISE: Label = {
  zh: '对照接口文档核对请求。',
  en: 'Compare the request with the interface document.',
};

/** What a status calls for, for problems that have no advice of their own. */
export const adviceFor = (status: number): Label => BY_STATUS[status] ?? OTHERWISE;
