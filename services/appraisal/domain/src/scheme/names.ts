/** Members that name a thing in a list, by what the thing has. */
const NAMES = ['id', 'role', 'grade', 'part', 'metric', 'rate', 'code'] as const;

/** The member that names a thing, and its name; undefined for a thing without a name. */
export const namedBy = (thing: unknown): { member: string; name: string } | undefined => {
  if (typeof thing !== 'object' || thing === null) return undefined;
  const member = NAMES.find((each) => each in thing);
  const name = member === undefined ? undefined : (thing as Record<string, unknown>)[member];
  return member !== undefined && typeof name === 'string' ? { member, name } : undefined;
};
