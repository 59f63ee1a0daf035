import type { JsonSchema } from '@ywk/contracts';

type Members = Readonly<Record<string, unknown>>;

const requiredOf = (schema: JsonSchema): readonly string[] =>
  (schema['required'] as string[] | undefined) ?? [];

const membersOf = (schema: JsonSchema): Members =>
  (schema['properties'] as Members | undefined) ?? {};

const branchesOf = (schema: JsonSchema): readonly { readonly then: JsonSchema }[] =>
  (schema['allOf'] as { then: JsonSchema }[] | undefined) ?? [];

/** Names of the members that the data of an event may have, in whatever form. */
export const statedMembers = (schema: JsonSchema): ReadonlySet<string> =>
  new Set([
    ...Object.keys(membersOf(schema)),
    ...branchesOf(schema).flatMap(({ then }) => Object.keys(membersOf(then))),
  ]);

/** The schema of one who took a member away. */
export const withoutMember = (schema: JsonSchema, member: string): JsonSchema => {
  const { [member]: _gone, ...properties } = membersOf(schema);
  const required = requiredOf(schema).filter((name) => name !== member);
  const branches = branchesOf(schema).map((branch) => ({
    ...branch,
    then: withoutMember(branch.then, member),
  }));
  const changed = { ...schema, properties, required };
  return branches.length === 0 ? changed : { ...changed, allOf: branches };
};

/** The schema of one who asks for a member that was never written. */
export const askingForMore = (schema: JsonSchema): JsonSchema => ({
  ...schema,
  properties: { ...membersOf(schema), added: { type: 'string' } },
  required: [...requiredOf(schema), 'added'],
});
