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
        : `${Class}.run() does not return what its @schema takes${Misfits<ReturnedBy<Network>, InputOf<Schema>>}. For the reason at its place, write: return { … } satisfies z.input<typeof Schema>`
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
  : T extends string | number | boolean | bigint | symbol | null | undefined
    ? T
    : T extends readonly unknown[]
      ? { readonly [K in keyof T]: Taken<T[K]> }
      : T extends object
        ? { readonly [K in keyof T]: Taken<T[K]> }
        : T;

/** The names of the properties that do not fit, in parentheses. */
type Misfits<Returned, Input> = [Misfit<Returned, Input>] extends [never]
  ? ""
  : ` (${Misfit<Returned, Input>})`;

type Misfit<Returned, Input> = {
  [K in keyof Input]: K extends keyof Returned
    ? [Returned[K]] extends [Taken<Input[K]>]
      ? never
      : K
    : undefined extends Input[K]
      ? never
      : K;
}[keyof Input] &
  string;
