import { variablesOf, type EnvClass, type Variable } from './variable.ts';

/** One block of the example: a title and the class whose variables it shows. */
export interface EnvSection {
  readonly title: string;
  readonly env: EnvClass;
}

const linesOf = ({ name, describe, example, secret }: Variable): string[] => [
  `# ${describe}${secret === true ? `. May stand in a file: ${name}_FILE` : ''}`,
  `${name}=${example ?? ''}`,
];

/** The text of `.env.example`: every variable of every section, each named once. */
export const envExample = (sections: readonly EnvSection[]): string => {
  const shown = new Set<string>();
  const blocks = sections.map(({ title, env }) => {
    const fresh = variablesOf(env).filter(({ name }) => !shown.has(name));
    fresh.forEach(({ name }) => shown.add(name));
    return [`## ${title}`, ...fresh.flatMap(linesOf)].join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
};
