/** What is cut out of every log line, whoever wrote it. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/eyJ[\w-]{8,}\.[\w-]+\.[\w-]+/g, '[token]'],
  [/(postgres(?:ql)?:\/\/[^:@/\s"]+:)[^@\s"]+@/g, '$1[secret]@'],
  [/(?<![\w-])\d{17}[\dXx](?![\w-])/g, '[identity-number]'],
  [/(?<![\w-])\d{16,19}(?![\w-])/g, '[account-number]'],
  [/(?<![\w.-])(?:\+?86[- ]?)?1[3-9]\d{9}(?![\w-])/g, '[phone]'],
];

/** A line without tokens, passwords, identity numbers, account numbers and mobile numbers. */
export const scrubbed = (line: string): string =>
  PATTERNS.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line);

/** Members that are never logged, at the top and one or two levels down. */
const SECRET_MEMBERS = [
  'authorization',
  'cookie',
  'token',
  'password',
  'name',
  'identityNumber',
  'phone',
  'bankAccount',
  'd',
  'ct',
];

/** Paths for pino's own redaction. */
export const REDACTED_PATHS: string[] = SECRET_MEMBERS.flatMap((member) => [
  `data.${member}`,
  `data.*.${member}`,
  `body.${member}`,
  `body.*.${member}`,
  `officer.${member}`,
  `person.${member}`,
  `headers.${member}`,
  ...(member === 'name' || member === 'd' ? [] : [member]),
]);
