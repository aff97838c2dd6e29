import { AgentError } from "../../errors.js";
import type { FinishReason } from "../../model/finish-reason.js";
import type { AssistantPart, ModelMessage } from "../../model/message.js";
import type { BoundTool } from "../tools/bind-tools.js";
import { callModel } from "../request/call-model.js";
import { endIfOver } from "../execution/bound-time.js";
import { isToolCall } from "../request/judge-answer.js";
import { textOf } from "../request/to-correction.js";
import type { ExecutionState } from "../execution/execution-state.js";
import type { ModelRequest } from "../request/model-request.js";
import type { BeforeStep, ChosenStep } from "./before-step.js";
import { readMaxSteps } from "../call/read-max-steps.js";
import type { AnsweredCall } from "../tools/run-tool.js";
import type { FinalResult } from "../tools/tool-result.js";
import { runTools } from "../tools/run-tools.js";
import { pauseIfPending, resumeTools } from "./resume-tools.js";
import { toStepMode, toStepRequest } from "./step-mode.js";
import { toToolName } from "../tools/to-tool-name.js";
import type { ValidOutput } from "../validate/validate.js";

/** What the last message says. */
export interface FinalAnswer {
  readonly text: string;
  readonly reason: FinishReason;
  /** The output that it is, where that was asked already. */
  readonly checked?: ValidOutput;
  /** Whether a final tool ended the steps, whose result the output is where the agent has a schema. */
  readonly isOfTool?: true;
}

/**
 * Asks the model, runs the tools that it asks for, tells it what they gave and asks again, until it asks
 * for none, or a final tool succeeds; gives what that last message says.
 *
 * Each step begins with the agent's own model again, in case a fallback answered the one before, but for
 * models that failed in a way that will not pass (a wrong key, a request that they refuse).
 *
 * Where the provider pauses while it runs tools of its own, the next step goes on with the same message.
 *
 * Under `steps: "final"` the steps are asked for as a whole, and what the model says in them is not
 * delivered. That a step is the last one is known only when it asks for no tool: its answer is set aside,
 * and the same prompt is asked once more, streaming and without tools, which costs one more request and
 * one more of `maxSteps`. The last step that `maxSteps` allows streams at once.
 */
export async function runSteps(
  state: ExecutionState,
  requests: readonly ModelRequest[],
  tools: ReadonlyMap<string, BoundTool>,
  choose: BeforeStep | undefined,
): Promise<FinalAnswer> {
  const limit = readMaxSteps(state.call);
  const failedForGood = new Set<string>();
  /** What the prompt has grown by. */
  const added: ModelMessage[] = [];
  /** Whether a final tool has ended the steps; fails where the execution must pause. */
  const take = (answered: readonly (AnsweredCall | undefined)[]): FinalResult | undefined => {
    const results = answered.flatMap((call) => (call ? [call.message] : []));
    added.push(...state.turn.endTools(results));
    pauseIfPending(state);
    return answered.find((call) => call?.final)?.final;
  };
  const resumed = await resumeTools(state, tools);
  const ended = resumed && take(resumed.answered);
  if (resumed && ended) return toFinalAnswer(resumed.text, "tool_calls", ended);
  if (resumed && resumed.step >= limit.max) throw finalFailed(resumed.step);
  const prompt = requests[0]?.call.messages ?? [];
  let setAside = false;
  /** What the model said before the provider paused in its message. */
  let before: readonly AssistantPart[] = [];
  let chosen: ChosenStep | undefined;
  for (let step = (resumed?.step ?? 0) + 1; ; step += 1) {
    const grown = [...prompt, ...added];
    // What is set aside or paused is asked for again as it was.
    if (choose && !setAside && before.length === 0) chosen = await choose(step, grown);
    state.throwIfEnded();
    const { choice } = chosen ?? {};
    const told = choice?.messages ?? grown;
    const mode = toStepMode(state.call, tools, { step, limit, setAside, choice });
    const asked = (chosen?.requests ?? requests)
      .filter(({ id }) => !failedForGood.has(id))
      .map((request) => toStepRequest(request, mode, [...told, ...toMessages(before)]));
    const { hidden, offered } = mode;
    const message = await callModel(state, {
      step,
      requests: asked,
      before,
      hidden,
      failedForGood,
      choice,
    });
    const { reason, corrections, checked } = message;
    const parts = [...before, ...message.parts];
    state.throwIfEnded();
    // For the model alone: a conversation keeps what counts.
    added.push(...corrections);
    const isLast = step === limit.max;
    const calls = parts.filter(isToolCall);
    const isPaused = reason === "pause" && calls.length === 0;
    before = isPaused ? parts : [];
    if (isPaused) {
      if (isLast) throw pausedTooOften(step);
      endIfOver(state);
      continue;
    }
    setAside = calls.length === 0 && hidden;
    if (setAside) continue;
    if (calls.length === 0) {
      state.turn.add({ role: "assistant", content: parts });
      return { text: textOf(parts), reason, ...(checked && { checked }) };
    }
    if (isLast && !calls.some(({ name }) => offered.get(name)?.final)) throw tooManySteps(step);
    endIfOver(state);
    state.turn.beginTools({ role: "assistant", content: parts.map(withToolName) });
    const final = take(await runTools(state, offered, calls, step));
    // What was kept back was said before the model asked for a tool.
    if (final) return toFinalAnswer(hidden ? "" : textOf(parts), reason, final);
    if (isLast) throw finalFailed(step);
  }
}

function toFinalAnswer(text: string, reason: FinishReason, { valid }: FinalResult): FinalAnswer {
  return { text, reason, isOfTool: true, ...(valid && { checked: valid }) };
}

/** Models make up tools, and providers refuse to be given a name that no tool could have. */
function withToolName(part: AssistantPart): AssistantPart {
  return isToolCall(part) ? { ...part, name: toToolName(part.name) } : part;
}

function toMessages(before: readonly AssistantPart[]): readonly ModelMessage[] {
  return before.length === 0 ? [] : [{ role: "assistant", content: before }];
}

function pausedTooOften(step: number): AgentError {
  return new AgentError(
    "max_steps",
    `The provider was still running tools of its own in step ${step}, the last one. The text so far is in partialText. Raise @maxSteps or the call option maxSteps.`,
  );
}

function tooManySteps(step: number): AgentError {
  return new AgentError(
    "max_steps",
    `The model still asked for tools in step ${step}, its last one, so they did not run. Raise @maxSteps or the call option maxSteps, or say in the prompt when the task is done.`,
  );
}

function finalFailed(step: number): AgentError {
  return new AgentError(
    "max_steps",
    `No final tool succeeded in step ${step}, the last one, so the model cannot call it again. Raise @maxSteps or the call option maxSteps.`,
  );
}
