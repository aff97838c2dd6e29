import type { InputOf, ZodSchema } from "../../dsl/zod-schema.js";
import type { IsBlind } from "./fresh.js";

/**
 * The guard of a network's output: `true` while `run` returns what the schema takes, otherwise a message that tsc
 * shows because `true` does not satisfy it. The runtime validates the output too; this is to know earlier.
 *
 * @typeParam Class The name of the network's class.
 * @typeParam Schema Absent: there is none, so `run` must return nothing.
 */
export type Returns<Class extends string, Network, Schema = undefined> =
  IsBlind<Network> extends true
    ? true
    : Schema extends ZodSchema
      ? [ReturnedBy<Network>] extends [Taken<InputOf<Schema>>]
        ? true
        : `${Class}.run() does not return what its @schema takes${Misfits<ReturnedBy<Network>, InputOf<Schema>>}`
      : [ReturnedBy<Network>] extends [void]
        ? true
        : `${Class}.run() returns a value, but ${Class} has no @schema, so its output is its text`;

/** What `run` of a network resolves to, or what its generator returns. */
type ReturnedBy<Network> = Network extends { run(): infer Run }
  ? Run extends AsyncGenerator<unknown, infer Output, never>
    ? Output
    : Awaited<Run>
  : never;

/** A type as a value of it may be given: lists may be `readonly`. */
type Taken<T> = unknown extends T
  ? unknown
  : T extends Primitive
    ? T
    : T extends readonly unknown[]
      ? { readonly [K in keyof T]: Taken<T[K]> }
      : T extends object
        ? { readonly [K in keyof T]: Taken<T[K]> }
        : T;

/** The names of the properties that do not fit, each in a message of its own. */
type Misfits<Returned, Input> = [Misfit<Returned, Input>] extends [never]
  ? ""
  : `: ${Misfit<Returned, Input>}`;

type Misfit<Returned, Input> = Input extends readonly unknown[] | Primitive
  ? never
  : {
      [K in keyof Input]: K extends keyof Returned
        ? MisfitOf<K & string, Returned[K], Taken<Input[K]>>
        : undefined extends Input[K]
          ? never
          : K;
    }[keyof Input] &
      string;

/** `kind: "long"` within `return { … }` is a string, unless somebody says otherwise. */
type MisfitOf<Name extends string, Returned, Input> = [Returned] extends [Input]
  ? never
  : [Input] extends [Returned]
    ? `${Name} (write its value "as const")`
    : Name;

type Primitive = string | number | boolean | bigint | symbol | null | undefined;
