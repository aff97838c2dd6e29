import { assertCalled } from "./assert-called.js";
import { declareState } from "./declare.js";
import { isDescriptor } from "./descriptor.js";
import type { Network } from "./network.js";
import type { PublicField } from "./param-decorator.js";

/** Decorates a public field of a network, whatever its type. */
export interface StateDecorator {
  <This extends Network<unknown>, At extends PublicField<This>>(
    target: This | undefined,
    place: At,
    noMethod?: undefined,
  ): void;
}

/**
 * Makes a public field of a network a state, which those who watch an execution see: a `state` event when `run`
 * begins and at each assignment, and the newest of all in `execution.states()`.
 *
 * ```ts
 * @state() progress = { done: 0, of: 0 };
 * ```
 *
 * What is assigned is copied and frozen, so a change is an assignment: `this.progress = { ...this.progress, done: 1 }`.
 * Its type must be JSON.
 */
export function state(
  // What a decorator without parentheses gets: the class's own arguments.
  given?: object,
  misplaced?: unknown,
): StateDecorator {
  assertCalled("state", isDescriptor(given) ? given : undefined, misplaced);
  return (target, place) => declareState(target, place);
}
