/**
 * TypeScript's compiler, from ts-morph, which bundles the last one that has a JavaScript interface:
 * the `typescript` that a project has may be version 7, which has none.
 *
 * Importing this costs a third of a second, so everything that imports it is itself imported late.
 */
export { ts } from "ts-morph";
