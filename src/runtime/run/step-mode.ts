import type { ModelMessage } from "../../model/message.js";
import type { ToolChoice } from "../../model/tool.js";
import type { Call } from "../call/call.js";
import type { StepLimit } from "../call/read-max-steps.js";
import type { ModelRequest } from "../request/model-request.js";
import type { BoundTool } from "../tools/bind-tools.js";

type Tools = ReadonlyMap<string, BoundTool>;

/** Which tools a step may use. */
interface Offer {
  /** Those that run when the model asks for them. */
  readonly offered: Tools;
  readonly toolChoice: ToolChoice | undefined;
}

/** How a step is asked. */
export interface StepMode extends Offer {
  readonly stream: boolean;
  /** Whether what the model says is for the model alone. */
  readonly hidden: boolean;
}

/** Where a step stands among the others. */
export interface StepPlace {
  /** From 1. */
  readonly step: number;
  readonly limit: StepLimit;
  /** Whether the answer of the step before was set aside, and is asked for again. */
  readonly setAside: boolean;
}

/** How a step is asked, by its place. */
export function toStepMode(call: Call, tools: Tools, place: StepPlace): StepMode {
  const { step, limit, setAside } = place;
  const offer = toOffer(call, tools, place);
  if (setAside) return { ...offer, stream: call.streamed, hidden: false, toolChoice: "none" };
  const finalOnly = call.binding.spec.streamedSteps === "final" && call.streamed;
  const mayUseTools = tools.size > 0 && offer.toolChoice !== "none";
  const hidden = finalOnly && mayUseTools && step < limit.max;
  return { ...offer, stream: call.streamed && !hidden, hidden };
}

/**
 * The tools of a step. In the last one the model must answer: it may call no tool, or only final ones.
 *
 * Where it may call none, the tools are sent all the same: servers refuse a history of tool calls without
 * them, and their prompt cache begins with them.
 */
function toOffer({ options, binding }: Call, tools: Tools, { step, limit }: StepPlace): Offer {
  const toolChoice = step === 1 ? options.toolChoice : undefined;
  if (tools.size === 0) {
    return { offered: tools, toolChoice: binding.spec.hostedTools && toolChoice };
  }
  if (toolChoice !== undefined || step < limit.max || limit.atLimit === "fail") {
    return { offered: tools, toolChoice };
  }
  const final = new Map([...tools].filter(([, tool]) => tool.final));
  return final.size > 0
    ? { offered: final, toolChoice: undefined }
    : { offered: tools, toolChoice: "none" };
}

/** The request of a step: the first one's, with what the prompt has grown by. */
export function toStepRequest(
  request: ModelRequest,
  { stream, toolChoice, offered }: StepMode,
  added: readonly ModelMessage[],
): ModelRequest {
  const { tools = [] } = request.call;
  const isNarrowed = offered.size > 0 && offered.size < tools.length;
  return {
    ...request,
    call: {
      ...request.call,
      messages: [...request.call.messages, ...added],
      stream,
      ...(isNarrowed && { tools: tools.filter(({ name }) => offered.has(name)) }),
      ...(toolChoice !== undefined && { toolChoice }),
    },
  };
}
