/** What class-validator's constraints ask for, for readers of Chinese; limits stand in the English. */
const WORDS: Readonly<Record<string, string>> = {
  arrayMaxSize: '项数超过上限',
  arrayMinSize: '项数不足',
  arrayUnique: '各项不得重复',
  countsByKind: '应为按种类列出的数量',
  isArray: '应为数组',
  isBoolean: '应为 true 或 false',
  isDefined: '不得缺少',
  isIdentityNumber: '身份证号校验位有误',
  isIn: '不在允许的取值之内',
  isInt: '应为整数',
  isLength: '长度不在允许范围内',
  isLocalDay: '应为日历上存在的日期 YYYY-MM-DD',
  isObject: '应为对象',
  isString: '应为文本',
  isUuid: '应为 UUID',
  matches: '格式不符',
  max: '大于最大值',
  maxLength: '文本过长',
  min: '小于最小值',
  minLength: '文本过短',
  nestedValidation: '应为对象或对象的数组',
  unknownValue: '内容无法识别',
  whitelistValidation: '不接受此项',
};

/** The Chinese beside the English of a fault; nothing for a constraint without words. */
export const chineseFor = (constraint: string): { detailZh?: string } => {
  const detailZh = WORDS[constraint];
  return detailZh === undefined ? {} : { detailZh };
};
