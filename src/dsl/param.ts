import type { ParamConstraints } from "../manifest/manifest.js";
import { assertOptions } from "../errors/assert-options.js";
import { typed } from "../internal/options/rules.js";
import { showValue } from "../internal/options/show-value.js";
import { assertCalled } from "./assert-called.js";
import type { ParamDeclaration } from "./declaration.js";
import { declareParam } from "./declare.js";
import { isDescriptor } from "./descriptor.js";
import type { ConstrainedParamDecorator, SchemaParamDecorator } from "./param-decorator.js";
import { isZodSchema } from "./zod-schema.js";
import type { ZodSchema } from "./zod-schema.js";
import { isObject } from "../internal/is-object.js";

/**
 * Makes a public field of an agent a param, validated by its TypeScript type. `!` makes a required
 * param and `?` an optional one; an initializer is the default.
 */
export function param(): ConstrainedParamDecorator<never>;
/**
 * Makes a field a param, validated with a Zod schema. The field's type must be exactly what the schema
 * outputs.
 */
export function param<Schema extends ZodSchema>(schema: Schema): SchemaParamDecorator<Schema>;
/** Makes a field a param, validated by its TypeScript type and by constraints for that type. */
export function param<Name extends keyof ParamConstraints>(
  constraints: ParamConstraints & Pick<ParamConstraints, Name>,
): ConstrainedParamDecorator<Name>;
export function param(
  given?: object,
  // What a decorator without parentheses gets: the context or the name of the field.
  misplaced?: unknown,
): ConstrainedParamDecorator<never> {
  assertCalled("param", isDescriptor(given) ? given : undefined, misplaced);
  const said = readParam(given);
  return (target, place) => declareParam(target, place, said);
}

// Which constraints there are, and what they may be, the build says.
const argumentRule = typed(isObject, "nothing, constraints or a Zod schema", showValue);

function readParam(given: object | undefined): ParamDeclaration {
  if (given === undefined) return {};
  assertOptions("@param", given, argumentRule);
  return isZodSchema(given) ? { schema: given } : { constraints: { ...given } };
}
