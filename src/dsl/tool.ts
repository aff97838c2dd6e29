import type { Duration } from "../internal/duration.js";
import { timeLimit } from "../internal/options/duration-rules.js";
import { callback, either, flag, text } from "../internal/options/rules.js";
import { shape } from "../internal/options/shape.js";
import { assertArgument } from "./assert-argument.js";
import { assertCalled } from "./assert-called.js";
import { declareToolMethod } from "./declare.js";
import { approveRule } from "./define-tool.js";
import type { ToolDecorator } from "./tool-decorator.js";

/** What `@tool` takes when a description is not enough. */
export interface ToolMethodOptions<Result = never> {
  /** When the model should use it. Default: the doc comment of the method. */
  readonly description?: string;
  /** What the model calls it: letters, digits, `_` and `-`, at most 64. Default: the method's name. */
  readonly name?: string;
  /** Default: the config's, or `"60s"`. */
  readonly timeout?: Duration;
  /**
   * Whether the execution is complete when the method succeeds, without another request to the model. Where the
   * agent has a schema, the result is the output. Default: false.
   */
  readonly final?: boolean;
  /**
   * Whether a person must approve a call before the method runs: always, or as a function of the arguments says.
   * Default: `false`.
   */
  readonly approve?: boolean | ((input: never) => boolean | Promise<boolean>);
  /**
   * What the model gets instead of the method's result, which events and the record have in full:
   * `toModel: (page: Page) => page.summary`. Default: the result.
   */
  readonly toModel?: (result: Result) => unknown;
}

const argumentRule = either(
  "nothing, a description or options",
  text,
  shape<ToolMethodOptions>({
    description: text,
    name: text,
    timeout: timeLimit,
    final: flag,
    approve: approveRule,
    toModel: callback,
  }),
);

/**
 * Lets the model call a public method of the agent. The TypeScript type of its parameter, an object,
 * becomes the JSON Schema that describes the arguments to the model and validates them. A method
 * without parameters is a tool without arguments. A second parameter receives a `ToolContext`.
 *
 * The method returns the result, or a promise of it: any JSON value, or content parts. A generator, async
 * or not, says how far it is with each value that it yields, and returns the result; if it returns nothing,
 * the last value is the result. When it throws, the model gets the error's message; a `FatalToolError` ends
 * the execution.
 */
export function tool(description: string): ToolDecorator;
/** Lets the model call a method; its description is the method's doc comment, unless the options have one. */
export function tool<Result = never>(options?: ToolMethodOptions<Result>): ToolDecorator<Result>;
export function tool(
  given?: string | ToolMethodOptions,
  // What a decorator without parentheses gets: the context or the name of the method.
  misplaced?: unknown,
): ToolDecorator {
  assertCalled("tool", given, misplaced);
  if (given !== undefined) assertArgument("tool", given, argumentRule);
  const said = typeof given === "string" ? { description: given } : { ...given };
  return (target, place) => declareToolMethod(target, place, said);
}
