import { Rejection } from '@ywk/kernel';

/** Who takes a step: an account, and the officer behind it where there is one. */
export interface Actor {
  readonly account: string;
  readonly officer: string | null;
}

/** @throws Rejection SAME_PERSON when the step is about the actor, or the actor took one of these before */
export const requireOther = (
  { account, officer }: Actor,
  about: readonly string[],
  before: readonly (string | null)[],
): void => {
  if (officer !== null && about.includes(officer)) {
    throw new Rejection('SAME_PERSON', {
      zh: '任何人不得办理涉及本人的事项。',
      en: 'Nobody acts in a matter about themselves.',
    });
  }
  if (before.includes(account)) {
    throw new Rejection('SAME_PERSON', {
      zh: '本步骤须由未办理过其所依据的前序步骤的人办理。',
      en: 'This step is for a person who took none of the steps before that it depends on.',
    });
  }
};
