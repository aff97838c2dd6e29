import type { ParamConstraints } from "../manifest/manifest.js";
import type { Agent } from "./agent.js";
import type { Network } from "./network.js";
import type { ConstraintAdvice, ConstraintMisfit } from "./constraint-misfit.js";
import type { IfSameType } from "./same-type.js";
import type { OutputOf, ZodSchema } from "./zod-schema.js";

/** What the standard form tells a decorator of a field that may be a param or context. */
interface PublicFieldContext extends ClassFieldDecoratorContext<Agent<unknown> | Network<unknown>> {
  readonly static: false;
  readonly private: false;
}

/** Where a decorated field may be: what a decorator gets of a field, or in the legacy form the field's name. */
export type PublicField<This> = PublicFieldContext | (keyof This & string);

/** The type of the field at a place, without the `undefined` of an optional one. */
type FieldType<This, At> = Exclude<
  At extends ClassFieldDecoratorContext<never, infer Value> ? Value : This[At & keyof This],
  undefined
>;

/**
 * What `@param` expects of a field that its constraints do not suit. No field satisfies it: it stands
 * in tsc's message to say what to do.
 */
export interface ConstraintError<Advice extends string> {
  readonly "@param": Advice;
}

/** What `@param` expects of a field that is not of the type `Output` that the schema makes. */
export interface SchemaError<Advice extends string, Output> {
  readonly "@param": Advice;
  readonly output: Output;
}

/**
 * Decorates a field with the constraints of `Name`, if they suit the field's type. The legacy form
 * gives a third argument for methods and accessors, which cannot be params.
 */
export interface ConstrainedParamDecorator<Name extends keyof ParamConstraints> {
  <This extends Agent | Network<unknown>, At extends PublicField<This>>(
    target: This | undefined,
    place: At & Suited<ConstraintMisfit<Name, FieldType<This, At>>>,
    noMethod?: undefined,
  ): void;
}

/** Anything if no constraint is amiss, and else what to do about those that are. */
type Suited<Misfit extends keyof ConstraintAdvice> = [Misfit] extends [never]
  ? unknown
  : ConstraintError<ConstraintAdvice[Misfit]>;

/** Decorates a field with a Zod schema, if what the schema makes is exactly the field's type. */
export interface SchemaParamDecorator<Schema extends ZodSchema> {
  <This extends Agent | Network<unknown>, At extends PublicField<This>>(
    target: This | undefined,
    place: At & Validated<Schema, FieldType<This, At>>,
    noMethod?: undefined,
  ): void;
}

/**
 * Anything if the schema makes the field's type, and else what to do. Also anything if nothing is
 * known of the schema: tsc then reports the argument of `@param`, and this would only add to it.
 */
type Validated<Schema extends ZodSchema, Field> = ZodSchema extends Schema
  ? unknown
  : IfSameType<
      Exclude<OutputOf<Schema>, undefined>,
      Field,
      unknown,
      SchemaError<"give the field the type that the schema outputs", OutputOf<Schema>>
    >;
