import type { ParamConstraints } from "../manifest/manifest.js";

/** The types that each constraint is for. Every array but a tuple is one that `never[]` fits in. */
interface ConstrainedTypes {
  min: number;
  max: number;
  int: number;
  minLength: string | never[];
  maxLength: string | never[];
  pattern: string;
  format: string;
}

/**
 * The constraints among `Name` that do not suit a field: `never` when all do. One suits a union if it
 * suits a member, and then holds for this member alone: a minimum of `number | "auto"` is the number's.
 * None suits a literal or a tuple, which have one value or one length each.
 */
export type ConstraintMisfit<Name extends keyof ParamConstraints, Field> = {
  [Each in Name]: [Extract<ConstrainedTypes[Each], Known<Field>>] extends [never] ? Each : never;
}[Name];

/** Nothing in the place of `unknown`, which every type fits in. */
type Known<Type> = unknown extends Type ? never : Type;

/** What to do about a constraint that does not suit its field. */
export interface ConstraintAdvice {
  min: "remove min, or make the field a number";
  max: "remove max, or make the field a number";
  int: "remove int, or make the field a number";
  minLength: "remove minLength, or make the field a string or an array";
  maxLength: "remove maxLength, or make the field a string or an array";
  pattern: "remove pattern, or make the field a string";
  format: "remove format, or make the field a string";
}
