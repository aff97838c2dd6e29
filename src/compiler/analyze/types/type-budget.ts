/** The remaining cost for reading the type of one field. Reading changes it. */
export interface TypeBudget {
  /** How many more types may be read; -1 after the excess was reported. */
  left: number;
  /** How many diagnostics there were before. */
  readonly before: number;
}

/**
 * A type of a few lines may expand to billions of types (`type A = [B, B]; type B = [C, C]; …`) or include
 * the whole DOM. No model could use such a type.
 */
export const mostTypes = 20_000;

/** The initial budget of a field. */
export function newBudget(diagnostics: { readonly length: number }): TypeBudget {
  return { left: mostTypes, before: diagnostics.length };
}
