import type * as TsMorph from "ts-morph";

/**
 * TypeScript's compiler, the one that ts-morph carries, which is the last one that has a JavaScript
 * interface: the `typescript` that a project has may be version 7, which has none.
 *
 * Importing this costs a fifth of a second, so everything that imports it is itself imported late.
 */
export { ts } from "ts-morph";

/**
 * Loads the rest of ts-morph, a third as much again: its own interface, and the text of TypeScript's
 * library.
 */
export function tsMorph(): typeof TsMorph;
