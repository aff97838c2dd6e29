import type { Json } from "../internal/json.js";
import type { Usage } from "../model/usage.js";
import type { EventBase } from "./event-base.js";
import type { RecordedError } from "./failure.js";
import type { ExecutionStatus } from "./statuses.js";

/** An execution that another one began. */
export interface ChildIdentity {
  readonly executionId: string;
  /** The name of its agent or network. */
  readonly agent: string;
}

/** How a child was called: by code, or as a tool of a model. */
export type ChildCall = "call" | "tool";

/** A child begins. Its own `start` follows. Comes also in the events of all executions above. */
export interface AgentStartEvent extends EventBase {
  readonly type: "agent_start";
  readonly child: ChildIdentity;
  readonly how: ChildCall;
  /** The tool call that it belongs to. Absent if there is none, or if several run and it cannot be told. */
  readonly toolCallId?: string;
}

/** A child has ended, for which there was an `agent_start`. Comes also in the events of all executions above. */
export interface AgentCompleteEvent extends EventBase {
  readonly type: "agent_complete";
  readonly child: ChildIdentity;
  readonly outcome: Exclude<ExecutionStatus, "running">;
  /** Its output as JSON. Absent if it failed. */
  readonly output?: Json;
  /** Why it failed. Absent if it succeeded. */
  readonly error?: RecordedError;
  /** Tokens of its models and of its own children, as far as the providers reported them. */
  readonly usage?: Usage;
  /** What they cost at list prices, in US dollars. Absent if unknown. */
  readonly costUsd?: string;
  readonly durationMs: number;
}

/** Text that a child, or one of its own children, delivered before it was forwarded. */
export interface ForwardedText extends ChildIdentity {
  readonly step: number;
  readonly attempt: number;
  readonly text: string;
}

/**
 * From here on the text of a child is text of this execution as well. In the execution's own events the text stands
 * in place of this event; only the nested events have it.
 */
export interface ForwardEvent extends EventBase {
  readonly type: "forward";
  readonly child: ChildIdentity;
  /**
   * What was delivered before, of one step: for several steps there are several events. Absent if there was
   * none.
   */
  readonly said?: ForwardedText;
}

/** A state of a network has a new value; the first ones come when `run` begins. */
export interface StateEvent extends EventBase {
  readonly type: "state";
  /** The name of the `@state` field. */
  readonly name: string;
  readonly value: Json;
}
