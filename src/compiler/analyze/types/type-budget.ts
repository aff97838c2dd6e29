/** What reading the type of one field may still cost. Reading changes it. */
export interface TypeBudget {
  /** How many types may be read; -1 once it has been said that there are more. */
  left: number;
  /** How many diagnostics there were before. */
  readonly before: number;
}

/**
 * A type of a few lines may stand for billions: `type A = [B, B]; type B = [C, C]; …`, or for all of the
 * DOM. A model could be told of none of them.
 */
export const mostTypes = 20_000;

/** What a field begins with. */
export function newBudget(diagnostics: { readonly length: number }): TypeBudget {
  return { left: mostTypes, before: diagnostics.length };
}
