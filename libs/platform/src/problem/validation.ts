import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { chineseFor } from './constraint-words.ts';
import { knownProblem } from './known-problems.ts';
import type { Problem, ProblemError } from './problem.ts';

const NAMES: Readonly<Record<string, string>> = {
  whitelistValidation: 'MEMBER_NOT_KNOWN',
  unknownValue: 'VALUE_NOT_KNOWN',
};

const screaming = (name: string): string =>
  NAMES[name] ?? name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();

const escaped = (member: string): string => member.replaceAll('~', '~0').replaceAll('/', '~1');

const errorsBelow = (error: ValidationError, above: string): ProblemError[] => {
  const pointer = `${above}/${escaped(error.property)}`;
  const own = Object.entries(error.constraints ?? {}).map(([name, detail]) => ({
    pointer,
    code: screaming(name),
    detail,
    ...chineseFor(name),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => errorsBelow(child, pointer))];
};

/** The faults that class-validator found, each with a pointer into the body. */
export const problemErrorsOf = (errors: readonly ValidationError[]): ProblemError[] =>
  errors.flatMap((error) => errorsBelow(error, ''));

/** A request whose members are wrong, all named. */
export const requestNotValid = (errors: readonly ProblemError[]): Problem =>
  knownProblem('REQUEST_NOT_VALID', {
    detail: {
      zh: '请改正 errors 所列各项后重新发送。',
      en: 'Mend the members listed under "errors" and send again.',
    },
    errors,
  });

/** Refuses unknown members and names every fault. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (errors: ValidationError[]) => requestNotValid(problemErrorsOf(errors)),
  });
