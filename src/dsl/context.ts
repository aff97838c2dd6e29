import { assertCalled } from "./assert-called.js";
import { declareContext } from "./declare.js";
import { isDescriptor } from "./descriptor.js";
import type { Agent } from "./agent.js";
import type { Network } from "./network.js";
import type { PublicField } from "./param-decorator.js";

/** Decorates a public field, whatever its type. */
export interface ContextDecorator {
  <This extends Agent | Network<unknown>, At extends PublicField<This>>(
    target: This | undefined,
    place: At,
    noMethod?: undefined,
  ): void;
}

/**
 * Makes a public field of an agent live context: any object that a call brings along, such as a database
 * handle or the signed-in user.
 *
 * ```ts
 * @context() session!: Session;
 * ```
 *
 * A call passes it as `{ context: { session } }`; prompts and tool methods read `this.session`, and tools
 * of `defineTool` read `context.session` of their `ToolContext`. Agents that are called as tools get
 * what they declare by the same name. `!` makes it required and `?` optional; an initializer is its
 * default. It is part of no manifest, cache key, record, event, request or log.
 */
export function context(
  // What a decorator without parentheses gets: the class's own arguments.
  given?: object,
  misplaced?: unknown,
): ContextDecorator {
  assertCalled("context", isDescriptor(given) ? given : undefined, misplaced);
  return (target, place) => declareContext(target, place);
}
