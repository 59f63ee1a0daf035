import type { RejectionTable } from '@ywk/platform';

/** How the rules of recruitment are answered over HTTP; the codes are stable. */
export const rejections: RejectionTable = {
  OFFICER_UNKNOWN: { status: 404, title: { zh: '人员不存在', en: 'No such officer' } },
  OFFICER_EXISTS: { status: 409, title: { zh: '人员编号已使用', en: 'Officer id in use' } },
  IDENTITY_ALREADY_REGISTERED: {
    status: 409,
    title: { zh: '该身份证号已登记', en: 'Identity number registered already' },
  },
  SUBJECT_ERASED: { status: 409, title: { zh: '个人信息已删除', en: 'Personal data erased' } },
  SUBJECT_RESTRICTED: {
    status: 409,
    title: { zh: '个人信息依法保留', en: 'Personal data kept by duty' },
  },
  STILL_IN_SERVICE: { status: 409, title: { zh: '人员仍在职', en: 'Still in service' } },
  EMPLOYMENT_EXISTS: { status: 409, title: { zh: '聘用编号已使用', en: 'Employment id in use' } },
  ALREADY_IN_SERVICE: { status: 409, title: { zh: '人员已在职', en: 'In service already' } },
  EMPLOYMENTS_OVERLAP: { status: 409, title: { zh: '聘用期间重叠', en: 'Employments overlap' } },
  EMPLOYMENT_ENDED: { status: 409, title: { zh: '聘用已结束', en: 'Employment has ended' } },
  NOT_IN_SERVICE: { status: 409, title: { zh: '该日不在职', en: 'Not in service on that day' } },
  PLACED_AFTER_LEAVING: {
    status: 409,
    title: { zh: '离职后仍有岗位安排', en: 'A placement begins after leaving' },
  },
  ENDS_BEFORE_BEGIN: {
    status: 422,
    title: { zh: '终止日早于起始日', en: 'Ends before it begins' },
  },
  SECOND_POSTS_OVERLAP: {
    status: 409,
    title: { zh: '兼任岗位期间重叠', en: 'Second posts overlap' },
  },
  SECOND_POST_IS_MAIN: {
    status: 409,
    title: { zh: '兼任岗位与主岗相同', en: 'The second post is the main post' },
  },
  ROLE_HELD: { status: 409, title: { zh: '该角色已在任', en: 'Role held already' } },
  OWN_MENTOR: { status: 422, title: { zh: '责任民警不能是本人', en: "One's own mentor" } },
  MENTORS_OVERLAP: {
    status: 409,
    title: { zh: '责任民警期间重叠', en: 'Two mentors at once' },
  },
  LEADERS_OVERLAP: {
    status: 409,
    title: { zh: '负责人任期重叠', en: 'Two leaders at once' },
  },
  TEAM_OF_LEADER: {
    status: 422,
    title: { zh: '组长须注明班组，其他负责人不得注明', en: 'A group leader names a team' },
  },
  EXIT_NOT_ALLOWED: {
    status: 409,
    title: { zh: '尚不得提出解除', en: 'No exit may be proposed yet' },
  },
  SAME_PERSON: { status: 403, title: { zh: '须由另一人办理', en: 'Another person is needed' } },
  BADGE_TAKEN: { status: 409, title: { zh: '警号已被占用', en: 'Badge taken' } },
  SEAT_TAKEN: { status: 409, title: { zh: '席位已被占用', en: 'Seat taken' } },
  UNIT_UNKNOWN: { status: 422, title: { zh: '单位不存在', en: 'No such unit' } },
  PARENT_UNKNOWN: { status: 422, title: { zh: '上级单位不存在', en: 'No such parent unit' } },
  UNIT_CIRCLE: { status: 422, title: { zh: '单位层级循环', en: 'Units in a circle' } },
  KEYS_NOT_YOURS: {
    status: 403,
    title: { zh: '无权取得密钥', en: 'Keys are not for you' },
  },
  KEY_UNKNOWN: {
    status: 404,
    title: { zh: '密钥不存在', en: 'No such key' },
    advice: { zh: '不再使用该密钥所加密的内容。', en: 'Do not use what it encrypted any more.' },
  },
};
