import { identityFault, normalIdentityNumber } from '@ywk/recruitment-domain';
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsUUID, registerDecorator, ValidateIf, type ValidationArguments } from 'class-validator';

const FAULTS = {
  FORM: 'must be 17 digits and a digit or X',
  BIRTH_DATE: 'names a day of birth that does not exist',
  CHECK_DIGIT: 'has a wrong check digit',
} as const;

const faultOf = (value: unknown) => (typeof value === 'string' ? identityFault(value) : 'FORM');

/** An identity number, brought into normal form first. The answer never repeats the number. */
export const IsIdentityNumber = (): PropertyDecorator => (target, property) => {
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? normalIdentityNumber(value) : value,
  )(target, property);
  registerDecorator({
    name: 'isIdentityNumber',
    target: target.constructor,
    propertyName: String(property),
    validator: {
      validate: (value: unknown) => faultOf(value) === undefined,
      defaultMessage: (args?: ValidationArguments) =>
        `identityNumber ${FAULTS[faultOf(args?.value) ?? 'FORM']}`,
    },
  });
};

const isDay = (value: unknown): boolean => {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const instant = Date.parse(`${value}T00:00:00.000Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(value);
};

/** A calendar day that exists, `2024-05-31`. */
export const IsLocalDay = (): PropertyDecorator => (target, property) =>
  registerDecorator({
    name: 'isLocalDay',
    target: target.constructor,
    propertyName: String(property),
    options: { message: '$property must be a day that exists, like 2024-05-31' },
    validator: { validate: isDay },
  });

export const lower = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.toLowerCase() : value;

/** The id of a command, made by the sender; it may be left out, but not be null. */
export const IsCommandId = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      format: 'uuid',
      description: 'The same id again yields the first result',
    }),
    ValidateIf((_, value) => value !== undefined),
    IsUUID(),
    Transform(lower),
  );
