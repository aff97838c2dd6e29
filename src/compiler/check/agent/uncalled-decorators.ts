import { report } from "../../diagnostics/report.js";
import type { Rule } from "../../program/rule.js";

/** Decorators have their parentheses. Without them the module throws when it is loaded. */
export const checkUncalledDecorators: Rule = ({ callables }) =>
  callables.flatMap(({ declaration: { uncalled } }) =>
    uncalled.map(({ name, span }) =>
      report("agent/uncalled-decorator", span, {
        name,
        example: takesNothing.has(name) ? `@${name}()` : `@${name}(…)`,
      }),
    ),
  );

const takesNothing: ReadonlySet<string> = new Set([
  "context",
  "param",
  "state",
  "streaming",
  "tool",
]);
