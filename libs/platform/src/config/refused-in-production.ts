import { registerDecorator, type ValidationArguments } from 'class-validator';

const isProduction = (args: ValidationArguments): boolean =>
  (args.object as { NODE_ENV?: string }).NODE_ENV === 'production';

/** A variable that must be absent where NODE_ENV is production. */
export const RefusedInProduction = (): PropertyDecorator => (target, property) =>
  registerDecorator({
    name: 'refusedInProduction',
    target: target.constructor,
    propertyName: String(property),
    options: { message: '$property is refused with NODE_ENV=production' },
    validator: {
      validate: (value: unknown, args?: ValidationArguments) =>
        value === undefined || args === undefined || !isProduction(args),
    },
  });
