import { isValueNestedTooDeep } from "../../internal/is-nested-too-deep.js";
import type { Json } from "../../internal/json.js";
import type { ModelStreamPart } from "../../model/provider.js";
import type { TextRange } from "../../model/source.js";
import type { OpenAttempt } from "./open-attempt.js";

type HostedPart = Extract<
  ModelStreamPart,
  { readonly type: "hosted_call" | "hosted_result" | "source" }
>;
type SourcePart = Extract<HostedPart, { readonly type: "source" }>;
type ToolPart = Exclude<HostedPart, SourcePart>;

/** Takes what the provider does beside what the model says: tools of its own, and sources. */
export function takeHosted(attempt: OpenAttempt, part: HostedPart): void {
  if (part.type === "source") return takeSource(attempt, part);
  const { state, position, request, gate } = attempt;
  const { type, id, name } = part;
  state.budget.keepAlong(id + name);
  const tool = gate.toolName(name, request.call.hostedTools);
  const input = keep(attempt, part.input);
  const call = { toolCallId: gate.text(id), tool, ...(input !== undefined && { input }) };
  if (type === "hosted_call") {
    return state.steps.takeHosted(position, { type: "hosted_tool_call", ...call });
  }
  const output = keep(attempt, part.output);
  state.steps.takeHosted(position, {
    type: "hosted_tool_result",
    ...call,
    outcome: part.failed ? "failed" : "success",
    ...(output !== undefined && { output }),
  });
}

/** Counts what a tool got or returned. It is left out if it is nested too deep to be stored. */
function keep({ state }: OpenAttempt, value: ToolPart["input"]): Json | undefined {
  if (value === undefined || isValueNestedTooDeep(value)) return undefined;
  state.budget.keepAlong(JSON.stringify(value));
  return value;
}

/** The sources of a hidden text are left out: the answer that follows has its own. */
function takeSource({ state, position, message, hidden }: OpenAttempt, part: SourcePart): void {
  const { type, place, ...source } = part;
  state.budget.keepAlong(JSON.stringify(source));
  if (hidden) return;
  const range = place === undefined ? undefined : toRange(message.lastText, place);
  state.steps.takeHosted(position, { type, ...source, ...range });
}

/** A place in the text of the message; `undefined` for one that is not in it. */
function toRange(text: TextRange | undefined, place: TextRange | "text"): TextRange | undefined {
  if (text === undefined || place === "text") return text;
  const start = text.start + place.start;
  const end = text.start + place.end;
  return place.start >= 0 && start <= end && end <= text.end ? { start, end } : undefined;
}
