/** Where something is in options, from the outermost key on: `["retry", "maxAttempts"]`. */
export type OptionPath = readonly (string | number)[];

/** One thing wrong with options. */
export interface OptionFault {
  readonly path: OptionPath;
  /**
   * `unknown`: there is no such option. `type`: tsc would refuse the value, too. `range`: the value is of
   * the right type and impossible, which of decorators the build says, with its place.
   */
  readonly kind: "unknown" | "type" | "range";
  /** What must stand there: `"a whole number above zero"`. Of an unknown option: which ones there are. */
  readonly expected: string;
  /** The option that an unknown one most likely means. */
  readonly meant?: string;
  /** What stands there, as far as a message may show it: `5`, `"5 parsecs"`, `a text`. */
  readonly shown: string;
}

/** Says everything that is wrong with a value. It is never called with `undefined` for an absent option. */
export type OptionRule = (value: unknown) => readonly OptionFault[];

/** What rules give for a value that is right. */
export const noFaults: readonly OptionFault[] = [];

/** The same faults, seen from outside of the value that they are in. */
export function within(key: string | number, faults: readonly OptionFault[]): OptionFault[] {
  return faults.map((fault) => ({ ...fault, path: [key, ...fault.path] }));
}
