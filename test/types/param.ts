import { Agent, param } from "troupe";
import { z } from "zod";
import * as mini from "zod/mini";
import { z as z3 } from "zod/v3";

abstract class Greeter extends Agent {
  user() {
    return "Hello";
  }
}

interface Address {
  street: string;
  zip?: string;
  readonly lines: readonly string[];
}

interface Tree {
  value: string;
  branches: Tree[];
}

const tree = z.object({
  value: z.string(),
  get branches() {
    return z.array(tree);
  },
});

export class OfAnyType extends Greeter {
  @param() required!: string;
  @param() optional?: number;
  @param() withDefault = true;
  @param() literal: "warm" | "dry" = "warm";
  @param() union: string | number | null = null;
  @param() list!: readonly string[];
  @param() tuple!: [string, number];
  @param() object!: { a: string; b?: { c: number[] } };
  @param() named!: Address;
  @param() record!: Record<string, unknown>;
  @param() anything: unknown;
  @param({}) unconstrained!: boolean;
}

const shared = { min: 1, max: 5 };

export class Constrained extends Greeter {
  @param({ min: 1, max: 10, int: true }) count!: number;
  @param({ min: 0 }) optionalCount?: number;
  @param({ max: 1 }) nullableCount: number | null = null;
  @param(shared) withSharedConstraints = 3;
  @param({ minLength: 1, maxLength: 80, pattern: "^[a-z]+$" }) text!: string;
  @param({ format: "email" }) email?: string;
  @param({ format: "date-time" }) nullableTime: string | null = null;
  @param({ minLength: 1, maxLength: 3 }) list!: string[];
  @param({ maxLength: 3 }) readonlyList?: readonly { a: number }[];
  @param({ min: 1 }) numberOrLiteral: number | "auto" = "auto";
  @param({ min: 1, minLength: 1 }) numberOrText!: string | number;
  @param({ maxLength: 3 }) oneOrMany!: string | string[];
}

export class Misconstrained extends Greeter {
  // @ts-expect-error a string has no minimum
  @param({ min: 1 }) minOfString!: string;
  // @ts-expect-error a string has no maximum
  @param({ max: 1 }) maxOfString?: string;
  // @ts-expect-error a string is no integer
  @param({ int: true }) intOfString = "";
  // @ts-expect-error an array has no minimum
  @param({ min: 1 }) minOfArray!: number[];
  // @ts-expect-error a boolean has no minimum
  @param({ min: 1 }) minOfBoolean = false;
  // @ts-expect-error a number has no length
  @param({ minLength: 1 }) lengthOfNumber!: number;
  // @ts-expect-error an object has no length
  @param({ maxLength: 1 }) lengthOfObject!: Address;
  // @ts-expect-error a number has no pattern
  @param({ pattern: "a" }) patternOfNumber!: number;
  // @ts-expect-error a number has no format
  @param({ format: "email" }) formatOfNumber?: number;
  // @ts-expect-error an array has no pattern
  @param({ minLength: 1, pattern: "a" }) patternOfArray!: string[];
  // @ts-expect-error no type has both
  @param({ min: 1, minLength: 1 }) both!: string;
  // @ts-expect-error literals allow what they allow
  @param({ max: 3 }) literals: 1 | 2 = 1;
  // @ts-expect-error literals allow what they allow
  @param({ minLength: 1 }) textLiterals!: "a" | "b";
  // @ts-expect-error a tuple has the length that it has
  @param({ minLength: 2 }) tuple!: [string, ...number[]];
  // @ts-expect-error no member of the union has a minimum
  @param({ min: 1 }) union!: string | boolean;
  // @ts-expect-error an object has no length
  @param({ minLength: 1 }) ofOptionals!: { a?: string };
  // @ts-expect-error a record has no length
  @param({ minLength: 1 }) record!: Record<string, string>;
  // @ts-expect-error nothing is known of the type
  @param({ minLength: 1 }) unknown: unknown;
}

export class UnknownConstraints extends Greeter {
  // @ts-expect-error it is called min
  @param({ minimum: 1 }) minimum!: number;
  // @ts-expect-error it is called max
  @param({ min: 1, maximum: 2 }) maximum!: number;
  // @ts-expect-error there is no such format
  @param({ format: "phone" }) format!: string;
  // @ts-expect-error a minimum is a number
  @param({ min: "1" }) textual!: number;
  // @ts-expect-error a pattern is the source of an expression
  @param({ pattern: /a/ }) expression!: string;
  // @ts-expect-error the type of the field says that
  @param(String) constructor_!: string;
}

export class Validated extends Greeter {
  @param(z.string()) required!: string;
  @param(z.string()) optional?: string;
  @param(z.string().optional()) optionalTwice?: string;
  @param(z.enum(["warm", "dry"])) literals: "warm" | "dry" = "warm";
  @param(z.number().default(1)) withDefault = 1;
  @param(z.string().nullable()) nullable: string | null = null;
  @param(z.string().transform((text) => text.length)) transformed!: number;
  @param(z.array(z.string())) list!: string[];
  @param(z.array(z.string())) readonlyList!: readonly string[];
  @param(z.tuple([z.string(), z.number()])) tuple!: [string, number];
  @param(z.record(z.string(), z.number())) record!: Record<string, number>;
  @param(z.unknown()) anything: unknown;
  @param(z.object({ street: z.string(), zip: z.string().optional(), lines: z.array(z.string()) }))
  address!: Address;
  @param(z.union([z.object({ a: z.string() }), z.object({ b: z.number() })]))
  union!: { a: string } | { b: number };

  @param(z.array(tree)) recursive!: Tree[];

  @param(z3.string().email()) ofZod3!: string;
  @param(z3.string().optional()) optionalOfZod3?: string;
  @param(
    z3.object({ street: z3.string(), zip: z3.string().optional(), lines: z3.string().array() }),
  )
  addressOfZod3!: Address;

  @param(mini.string()) ofMini!: string;
  @param(mini.optional(mini.array(mini.number()))) optionalOfMini?: number[];
}

export class Misvalidated extends Greeter {
  // @ts-expect-error a number is no string
  @param(z.number()) ofZod4!: string;
  // @ts-expect-error a number is no string
  @param(z3.number()) ofZod3!: string;
  // @ts-expect-error a number is no string
  @param(mini.number()) ofMini!: string;
  // @ts-expect-error what it makes counts, not what it takes
  @param(z.string().transform((text) => text.length)) transformed!: string;
  // @ts-expect-error the field may be null
  @param(z.string()) nullable: string | null = null;
  // @ts-expect-error the schema may make null
  @param(z.string().nullable()) notNullable!: string;
  // @ts-expect-error the field has fewer members
  @param(z.string()) narrower!: "warm" | "dry";
  // @ts-expect-error the field has more members
  @param(z.enum(["warm", "dry"])) wider!: string;
  @param(z3.object({ a: z3.string() }) as z3.ZodTypeAny) cast!: { a: string };
  @param(z.array(z.any())) castWithin!: { a: string }[];
  // @ts-expect-error of a cast that says less nothing is known
  @param(z.object({ a: z.string() }) as z.ZodType) unknownOutput!: { a: string };
  // @ts-expect-error the schema makes one property more
  @param(z.object({ a: z.string(), b: z.string() })) more!: { a: string };
  // @ts-expect-error the schema makes one property less
  @param(z3.object({ a: z3.string() })) less!: { a: string; b: string };
  // @ts-expect-error the schema may leave the property out
  @param(z.object({ a: z.string().optional() })) missing!: { a: string };
  // @ts-expect-error the elements differ
  @param(z.array(z.string())) list!: number[];
  // @ts-expect-error the trees' leaves differ
  @param(tree) recursive!: { value: number; branches: Tree[] };
  // @ts-expect-error the field is anything
  @param(z.string()) anything: unknown;
  // @ts-expect-error what is given is no schema
  @param({ safeParse: () => true }) noSchema!: string;
}

export class Misplaced extends Greeter {
  // @ts-expect-error a param belongs to one call
  @param() static ofTheClass: string;
  // @ts-expect-error a param is a field
  @param() method() {}
  // @ts-expect-error a param is a field
  @param() accessor accessor = "";
  // @ts-expect-error a param is a field
  @param() get getter() {
    return "";
  }
  // @ts-expect-error a param is public
  @param() #hidden = "";
  // @ts-expect-error a decorator is called
  @param bare!: string;

  override user() {
    return this.#hidden;
  }
}

export class NoAgent {
  // @ts-expect-error only an agent has params
  @param() topic!: string;
}

// @ts-expect-error a param is a field
@param()
export class DecoratedClass extends Greeter {}
