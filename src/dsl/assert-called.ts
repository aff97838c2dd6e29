import { AgentError } from "../errors.js";
import { isDescriptor } from "./descriptor.js";

/**
 * Throws `config_invalid` when a decorator that may be called without arguments was not called at all.
 * tsc says so too, but what runs the sources without it would put the decorator in the class's place.
 *
 * @param first - what came first: a class or a descriptor where it was not called
 * @param second - what came next: a context where it was not called, or in the legacy form the name of
 *   a field
 */
export function assertCalled(decorator: string, first: unknown, second: unknown): void {
  const isDecorated = typeof first === "function" || isDescriptor(first);
  const isContext = typeof second === "object" && second !== null && "kind" in second;
  const isName = typeof second === "string" || typeof second === "symbol";
  if (!isDecorated && !isContext && !isName) return;
  throw new AgentError(
    "config_invalid",
    `@${decorator} is missing its parentheses: write @${decorator}().`,
  );
}
