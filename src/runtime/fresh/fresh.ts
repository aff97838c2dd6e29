import type { OutputOf, ZodSchema } from "../../dsl/zod-schema.js";

/** What a generated module was made from, and what it made of it. */
export interface Watched {
  /** The class. */
  readonly agent: object;
  /** The data members of the class that are neither params nor states. Absent: none. */
  readonly fields?: string;
  /** The generated params. Absent: none. */
  readonly params?: object;
  /** The generated states of a network. Absent: none. */
  readonly states?: object;
  /** The generated context. Absent: none. */
  readonly context?: object;
  /** The types that the class has of params of which callers give something else. Absent: none. */
  readonly held?: object;
  /** The params and the context fields that have a default. Absent: none. */
  readonly defaults?: string;
  /** What the methods that are tools take, by their names; `undefined` for nothing. Absent: none. */
  readonly tools?: object;
  /** The generated output. Absent: not generated, so never stale. */
  readonly output?: unknown;
  /** The type of the author's schema, of which nothing is compared if its output is `unknown`. */
  readonly schema?: unknown;
}

/**
 * The staleness guard of a generated module: `true` while the module matches the class and the schema,
 * otherwise a message that tsc shows because `true` does not satisfy it.
 *
 * Types are compared by the JSON values that they hold: `readonly`, brands, the difference between an
 * absent and an undefined property, and whether an object may have further keys do not matter; whether
 * a property may be absent does.
 */
export type Fresh<File extends string, Module extends Watched> =
  IsBlind<Module["agent"]> extends true
    ? true
    : [StalePart<Module>] extends [never]
      ? true
      : `${File} is stale - run: agents build (${StalePart<Module>} changed)`;

/**
 * Whether nothing can be compared: a class that cannot be found is `any`, and tsc says so itself;
 * without `strictNullChecks`, which Zod demands too, every property may be absent.
 */
export type IsBlind<Agent> = unknown extends Agent ? true : undefined extends 0 ? true : false;

type StalePart<Module extends Watched> =
  | AddedField<
      Module["agent"],
      | Member<Module, "fields", never>
      | keyof Member<Module, "params", {}>
      | keyof Member<Module, "states", {}>
    >
  | StaleState<Member<Module, "states", {}>, Module["agent"]>
  | StaleParam<
      Member<Module, "params", {}>,
      Module["agent"],
      Member<Module, "defaults", never>,
      Member<Module, "held", {}>
    >
  | StaleContext<Member<Module, "context", {}>, Module["agent"], Member<Module, "defaults", never>>
  | StaleTool<Member<Module, "tools", {}>, Module["agent"]>
  | (Module extends { readonly output: infer Output; readonly schema: infer Schema }
      ? Schema extends ZodSchema
        ? IsSame<unknown extends OutputOf<Schema> ? Output : OutputOf<Schema>, Output> extends true
          ? never
          : "output"
        : "schema"
      : never);

type Member<Module, Key extends string, Absent> = Module extends {
  readonly [K in Key]: infer Value;
}
  ? Value
  : Absent;

type AddedField<Agent, Known> = {
  [K in keyof Agent]-?: K extends Known | symbol
    ? never
    : NonNullable<Agent[K]> extends (...args: never) => unknown
      ? never
      : K;
}[keyof Agent] &
  string;

type StaleParam<Params, Agent, Defaulted, Held> = {
  [K in keyof Params]-?: K extends keyof Agent
    ? IsSameParam<
        K extends keyof Held ? Held[K] | MayBeAbsent<Params[K]> : Params[K],
        Agent[K],
        K extends Defaulted ? true : false
      > extends true
      ? never
      : K
    : K;
}[keyof Params] &
  string;

type StaleState<States, Agent> = {
  [K in keyof States]-?: K extends keyof Agent
    ? IsSame<States[K], Exclude<Agent[K], undefined>> extends true
      ? never
      : K
    : K;
}[keyof States] &
  string;

/** A field with an initializer says nothing of whether a call may leave it out. */
type IsSameParam<Param, Field, HasDefault> =
  IsSame<Exclude<Param, undefined>, Exclude<Field, undefined>> extends true
    ? HasDefault extends true
      ? true
      : IsSame<MayBeAbsent<Param>, MayBeAbsent<Field>>
    : false;

/** Its types are the class's own; what may change is whether a call may leave one out. */
type StaleContext<Context, Agent, Defaulted> = {
  [K in keyof Context]-?: K extends Defaulted
    ? never
    : K extends keyof Agent
      ? IsSame<IsOptional<Context, K>, IsOptional<Agent, K>> extends true
        ? never
        : K
      : K;
}[keyof Context] &
  string;

type IsOptional<Type, K extends keyof Type> = {} extends Pick<Type, K> ? true : false;

type StaleTool<Tools, Agent> = {
  [K in keyof Tools]: K extends keyof Agent
    ? Agent[K] extends (...parameters: infer Parameters) => unknown
      ? IsSame<Tools[K], InputOf<Exclude<Parameters[0 & keyof Parameters], undefined>>> extends true
        ? never
        : K
      : K
    : K;
}[keyof Tools] &
  string;

/** `undefined` for what holds nothing: no parameter, `{}` and `Record<string, never>`. */
type InputOf<Parameter> = [Parameter] extends [never] ? undefined : MemberInputOf<Parameter>;

type MemberInputOf<Parameter> = Parameter extends unknown
  ? [keyof Parameter] extends [never]
    ? undefined
    : string extends keyof Parameter
      ? undefined
      : Parameter
  : never;

type IsSame<A, B> = [Plain<A>] extends [Plain<B>]
  ? [Plain<B>] extends [Plain<A>]
    ? true
    : false
  : false;

type MayBeAbsent<T> = undefined extends T ? undefined : never;

/** A type as it is compared. `any` and `unknown` are one; both are met before the union is taken apart. */
type Plain<T> = unknown extends T ? unknown : PlainMember<T>;

type PlainMember<T> = T extends string
  ? PlainText<T>
  : T extends number
    ? PlainNumber<T>
    : T extends boolean
      ? T extends true
        ? true
        : false
      : T extends readonly unknown[]
        ? PlainList<T>
        : T extends object
          ? // A pair, because `-?` would take `undefined` out of a plain value.
            {
              [K in keyof T as PlainKey<K>]-?: [MayBeAbsent<T[K]>, Plain<Exclude<T[K], undefined>>];
            }
          : T;

/** A literal or a template, branded or not, an enum's member as its value; `string` for all else. */
type PlainText<T extends string> = [keyof T] extends [keyof string]
  ? `${T}`
  : LiteralText<Unbranded<T, string>>;

type LiteralText<T> = T extends string ? `${T}` : string;

type PlainNumber<T extends number> = LiteralNumber<
  {} extends Record<T, 1> ? Unbranded<T, number> : T
>;

type LiteralNumber<T> = T extends number
  ? {} extends Record<T, 1>
    ? number
    : [number: `${T}`]
  : number;

/** `"a"` of `"a" & { readonly brand: … }`; `unknown` of what is no brand. */
type Unbranded<T, Primitive> = T extends (infer Value) & {
  [K in keyof T as K extends keyof Primitive ? never : K]: T[K];
}
  ? Value
  : never;

type PlainKey<K extends PropertyKey> = K extends symbol
  ? never
  : {} extends Record<K, 1>
    ? string
    : K;

/** A tuple of its elements; any other array by its element, which also sheds a brand. */
type PlainList<T extends readonly unknown[]> = T extends
  | readonly []
  | readonly [unknown, ...(readonly unknown[])]
  | readonly [...(readonly unknown[]), unknown]
  ? { -readonly [K in keyof T]: Plain<Exclude<T[K], undefined>> }
  : Plain<T[number]>[];
