/** A place in options, from the outermost key on: `["retry", "maxAttempts"]`. */
export type OptionPath = readonly (string | number)[];

/** One fault in options. */
export interface OptionFault {
  readonly path: OptionPath;
  /**
   * `unknown`: the option does not exist. `type`: tsc would also reject the value. `range`: the value has
   * the right type but is invalid; for decorators, the build reports it, with its place.
   */
  readonly kind: "unknown" | "type" | "range";
  /** What is valid there: `"a whole number above zero"`. For an unknown option: the existing ones. */
  readonly expected: string;
  /** The option that an unknown one most likely means. */
  readonly meant?: string;
  /** The value, as far as a message may show it: `5`, `"5 parsecs"`, `a text`. */
  readonly shown: string;
}

/** Finds all faults in a value. Never called with `undefined` for an absent option. */
export type OptionRule = (value: unknown) => readonly OptionFault[];

/** The result of a rule for a valid value. */
export const noFaults: readonly OptionFault[] = [];

/** The same faults, with paths from the object or list around the value. */
export function within(key: string | number, faults: readonly OptionFault[]): OptionFault[] {
  return faults.map((fault) => ({ ...fault, path: [key, ...fault.path] }));
}
