import { AgentError } from "../errors.js";

/**
 * Throws `config_invalid` when a decorator that may be called without arguments was not called at all.
 * tsc says so too, but what runs the sources without it would put the decorator in the class's place.
 */
export function assertCalled(decorator: string, called: boolean): void {
  if (called) return;
  throw new AgentError(
    "config_invalid",
    `@${decorator} lacks its parentheses: write @${decorator}().`,
  );
}
