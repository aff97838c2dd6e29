import type { AgentError } from "../../errors.js";
import type { CallConnection } from "../../model/call-connection.js";
import type { ChildCall } from "../../protocol/child-events.js";
import type { MemberCaller } from "./binding.js";
import type { AnyCallOptions, ContextValues } from "./context-caller.js";

/** A call's own connection. Its key is for one provider, and must reach no other. */
export interface ProviderConnection {
  /** The provider's name in the config. */
  readonly provider: string;
  readonly given: CallConnection;
}

/** What an execution is to those that it begins. */
export interface ParentExecution {
  readonly id: string;
  readonly rootId: string;
  /** How many executions are above it. */
  readonly depth: number;
  readonly call: {
    readonly context: ContextValues;
    readonly connection: ProviderConnection | undefined;
  };
}

/** How an execution makes a call. */
export interface CallOrigin {
  readonly parent: ParentExecution;
  readonly how: ChildCall;
  /** The tool call that it belongs to. Absent if there is none, or if it cannot be told. */
  readonly toolCallId?: string | undefined;
  /** Waits for its turn to begin, where not all may run at once. Absent: it begins at once. */
  readonly enter?: ((execution: TurnTaker) => Promise<void> | undefined) | undefined;
  /** Why the execution may not make it. Absent: it may. */
  readonly refusal?: AgentError | undefined;
}

/** An execution that takes turns with others. */
export interface TurnTaker {
  readonly readers: { readonly isInLoop: boolean };
  onEnd(leave: () => void): unknown;
}

/** What the calls that an execution makes take over from it, unless they say otherwise. */
export interface InheritedOptions extends Pick<
  AnyCallOptions,
  "metadata" | "tags" | "tenant" | "signal"
> {
  readonly [callOrigin]: CallOrigin;
}

/** Among the options of a call that an execution makes. Not a name, because it is not for callers. */
export const callOrigin: unique symbol = Symbol("call origin");

/** Makes of a generated caller the same one for calls that an execution makes. */
export const forParent: unique symbol = Symbol("for parent");

/** A generated caller: for each call it asks what that inherits. */
export interface ParentedCaller {
  readonly [forParent]?: (inherit: () => InheritedOptions) => MemberCaller;
}

/** The options of a call with what it inherits, which they win over. */
export function inheritOptions(
  options: AnyCallOptions,
  inherit: (() => InheritedOptions) | undefined,
): AnyCallOptions {
  return inherit ? { ...inherit(), ...options } : options;
}

/** A caller for calls that an execution makes. A plain function, such as a test's, gets the options with each call. */
export function callerFor(caller: MemberCaller, inherit: () => InheritedOptions): MemberCaller {
  const bind = (caller as ParentedCaller)[forParent];
  if (bind) return bind(inherit);
  return (params, options: object) => caller(params, { ...inherit(), ...options } as never);
}
