import type { Deferred } from "../../internal/deferred.js";
import type { FinishReason } from "../../model/finish-reason.js";
import type { AssistantPart } from "../../model/message.js";
import type { Position } from "../../reading/event-log.js";
import type { ExecutionState } from "../execution/execution-state.js";
import type { StallWatch } from "../execution/limits.js";
import type { MessageCollector } from "./collect-message.js";
import type { Gate } from "./gate.js";
import type { ModelRequest } from "./model-request.js";

/** How a complete answer ended. */
export interface AnswerEnd {
  readonly reason: FinishReason;
  /** What the model said when it declined; `""` when it did not. */
  readonly refusal: string;
  /** The message. */
  readonly parts: readonly AssistantPart[];
}

/** One physical request while it is under way. */
export interface OpenAttempt {
  readonly state: ExecutionState;
  readonly request: ModelRequest;
  readonly position: Position;
  readonly signal: AbortSignal;
  readonly watch: StallWatch | undefined;
  readonly finished: Deferred<AnswerEnd>;
  readonly message: MessageCollector;
  readonly gate: Gate;
  /** Whether text and reasoning are kept from the log. */
  readonly hidden: boolean;
  refusal: string;
}
