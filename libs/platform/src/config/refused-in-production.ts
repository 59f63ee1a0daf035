import { registerDecorator, type ValidationArguments } from 'class-validator';

const isProduction = (args: ValidationArguments): boolean =>
  (args.object as { NODE_ENV?: string }).NODE_ENV === 'production';

interface Rule {
  readonly name: string;
  readonly message: string;
  readonly fits: (value: unknown) => boolean;
}

const inProduction =
  ({ name, message, fits }: Rule): PropertyDecorator =>
  (target, property) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(property),
      options: { message },
      validator: {
        validate: (value: unknown, args?: ValidationArguments) =>
          args === undefined || !isProduction(args) || fits(value),
      },
    });

/** A variable that must be absent where NODE_ENV is production. */
export const RefusedInProduction = (): PropertyDecorator =>
  inProduction({
    name: 'refusedInProduction',
    message: '$property is refused with NODE_ENV=production',
    fits: (value) => value === undefined,
  });

/** An address that must not be plain HTTP where NODE_ENV is production. */
export const HttpsInProduction = (): PropertyDecorator =>
  inProduction({
    name: 'httpsInProduction',
    message: '$property must begin with https:// with NODE_ENV=production',
    fits: (value) => typeof value !== 'string' || !value.startsWith('http://'),
  });
