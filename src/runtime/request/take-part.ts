import { isValueNestedTooDeep } from "../../internal/is-nested-too-deep.js";
import { maxDepth } from "../../internal/partial-json/partial-json-parser.js";
import type { Replay } from "../../model/message.js";
import type { ModelStreamPart } from "../../model/provider.js";
import type { Usage } from "../../model/usage.js";
import type { OpenAttempt } from "./open-attempt.js";
import { takeHosted } from "./take-hosted.js";
import { toSoundUsage } from "../execution/sum-usages.js";

type OtherPart = Exclude<ModelStreamPart, { readonly type: "text_delta" | "finish" }>;

/** Takes what is neither text nor the end; says whether it is a piece of the answer. */
export function takeOther(attempt: OpenAttempt, part: OtherPart): boolean {
  const { state, message, position, gate } = attempt;
  const { budget } = state;
  switch (part.type) {
    case "reasoning_delta":
      budget.assertFits(part.text);
      message.reasoning(part.text);
      if (attempt.hidden) {
        budget.keep(part.text);
        return true;
      }
      state.steps.takeReasoning(position, part.text);
      return true;
    case "text_end":
      message.endText(keepReplay(attempt, part.replay));
      return false;
    case "reasoning_end":
      message.endReasoning(keepReplay(attempt, part.replay));
      return false;
    case "tool_call_start":
      return startCall(attempt, part);
    case "tool_call_delta": {
      budget.assertFits(part.text);
      const id = gate.id(part.id);
      state.steps.takeToolCallDelta(position, id, message.arguments(id, part.text), part.text);
      return true;
    }
    case "tool_call_end":
      if (part.arguments !== undefined) budget.keepAlong(part.arguments);
      message.endCall(gate.id(part.id), part.arguments, keepReplay(attempt, part.replay));
      return false;
    case "hosted_call":
    case "hosted_result":
    case "source":
      takeHosted(attempt, part);
      return true;
    case "refusal_delta":
      budget.keep(part.text);
      attempt.refusal += part.text;
      return true;
    case "usage":
      takeUsage(attempt, part.usage);
      return false;
    case "warning":
      state.steps.warn(position, { code: part.code, message: gate.warning(part.message) });
      return false;
    case "response_start":
      if (part.requestId !== undefined) setRequestId(attempt, part.requestId);
      return false;
  }
}

/**
 * What goes back with the next request, counted. Left out where it is nested so deep that no function which
 * stores or sends the message could walk it.
 */
function keepReplay(
  { state, position, request }: OpenAttempt,
  replay: Replay | undefined,
): Replay | undefined {
  if (replay !== undefined && isValueNestedTooDeep(replay.data)) {
    state.steps.warn(position, {
      code: "nested_too_deep",
      message: `${request.id} sent data to return with the next request that is nested deeper than ${maxDepth} levels. The data was dropped.`,
    });
    return undefined;
  }
  state.budget.keepAlong(replay === undefined ? "" : JSON.stringify(replay.data));
  return replay;
}

/** Counts of a provider that is not of this package may be anything. */
function takeUsage({ state }: OpenAttempt, said: Usage): void {
  const usage = toSoundUsage(said);
  if (usage !== undefined) state.steps.attempts.setUsage(usage);
}

/** It is cleaned when it is shown, because it comes before the first text. */
function setRequestId({ state, gate }: OpenAttempt, requestId: string): void {
  state.steps.attempts.setRequestId(() => gate.text(requestId));
}

function startCall(
  attempt: OpenAttempt,
  call: { readonly id: string; readonly name: string },
): true {
  const { state, position, gate, message, request } = attempt;
  state.budget.keepAlong(call.id + call.name);
  const id = gate.takeId(call.id);
  const name = gate.toolName(call.name, request.call.tools);
  message.startCall(id, name);
  state.steps.takeToolCallDelta(position, id, name, "");
  return true;
}
