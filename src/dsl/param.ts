import type { ParamConstraints } from "../manifest/manifest.js";
import { assertCalled } from "./assert-called.js";
import type { ParamDeclaration } from "./declaration.js";
import { declareParam } from "./declare.js";
import type { ConstrainedParamDecorator, SchemaParamDecorator } from "./param-decorator.js";
import { refuseArgument } from "./refuse-argument.js";
import { isZodSchema } from "./zod-schema.js";
import type { ZodSchema } from "./zod-schema.js";

/**
 * Makes a public field of an agent a param, validated by its TypeScript type. `!` makes a required
 * param and `?` an optional one; an initializer is the default.
 */
export function param(): ConstrainedParamDecorator<never>;
/** Makes a field a param, validated with a Zod schema. What the schema makes is exactly the field's type. */
export function param<Schema extends ZodSchema>(schema: Schema): SchemaParamDecorator<Schema>;
/** Makes a field a param, validated by its TypeScript type and by constraints that suit it. */
export function param<Name extends keyof ParamConstraints>(
  constraints: ParamConstraints & Pick<ParamConstraints, Name>,
): ConstrainedParamDecorator<Name>;
export function param(
  given?: unknown,
  // What a decorator without parentheses gets: the context or the name of the field.
  misplaced?: unknown,
): ConstrainedParamDecorator<never> {
  assertCalled("param", undefined, misplaced);
  const said = readParam(given);
  return (target, place) => declareParam(target, place, said);
}

function readParam(given: unknown): ParamDeclaration {
  if (given === undefined) return {};
  if (typeof given !== "object" || given === null) {
    return refuseArgument("param", "nothing, constraints or a Zod schema", given);
  }
  return isZodSchema(given) ? { schema: given } : { constraints: { ...given } };
}
