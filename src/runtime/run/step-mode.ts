import type { ModelMessage } from "../../model/message.js";
import type { StepChoice } from "../../model/step-choice.js";
import type { ToolChoice } from "../../model/tool.js";
import type { Call } from "../call/call.js";
import type { StepLimit } from "../call/read-max-steps.js";
import type { ModelRequest } from "../request/model-request.js";
import type { HostedTool } from "../../model/hosted-tool.js";
import type { BoundTool } from "../tools/bind-tools.js";

type Tools = ReadonlyMap<string, BoundTool>;

/** Which tools a step may use. */
interface Offer {
  /** Those that run when the model asks for them. */
  readonly offered: Tools;
  /** Those of the provider that are sent. */
  readonly hosted: readonly HostedTool[];
  readonly toolChoice: ToolChoice | undefined;
}

/** How a step is asked. */
export interface StepMode extends Offer {
  readonly stream: boolean;
  /** Whether what the model says is for the model alone. */
  readonly hidden: boolean;
}

/** Where a step stands among the others, and what the agent chose for it. */
export interface StepPlace {
  /** From 1. */
  readonly step: number;
  readonly limit: StepLimit;
  /** Whether the answer of the step before was set aside, and is asked for again. */
  readonly setAside: boolean;
  readonly choice: StepChoice | undefined;
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
function toOffer(call: Call, tools: Tools, { step, limit, choice }: StepPlace): Offer {
  const { options, binding } = call;
  const { hostedTools = [] } = binding.spec;
  const names = choice?.tools ?? options.activeTools;
  const isActive = ({ name }: { readonly name: string }) => !names || names.includes(name);
  const offered = names ? only(tools, isActive) : tools;
  const hosted = hostedTools.filter(isActive);
  if (tools.size + hostedTools.length === 0) return { offered, hosted, toolChoice: undefined };
  // Nothing is left out of the request then.
  if (offered.size + hosted.length === 0)
    return { offered, hosted: hostedTools, toolChoice: "none" };
  const toolChoice = choice?.toolChoice ?? (step === 1 ? options.toolChoice : undefined);
  const isFree = step < limit.max || limit.atLimit === "fail" || offered.size === 0;
  if (toolChoice !== undefined || isFree) return { offered, hosted, toolChoice };
  const final = only(offered, (tool) => tool.final);
  return final.size > 0
    ? { offered: final, hosted, toolChoice: undefined }
    : { offered, hosted, toolChoice: "none" };
}

function only(tools: Tools, isWanted: (tool: BoundTool) => boolean): Tools {
  return new Map([...tools].filter(([, tool]) => isWanted(tool)));
}

/**
 * The request of a step: the first one's, with what the prompt has grown by.
 *
 * @param messages - what the model is told
 */
export function toStepRequest(
  request: ModelRequest,
  { stream, toolChoice, offered, hosted }: StepMode,
  messages: readonly ModelMessage[],
): ModelRequest {
  const { tools = [], hostedTools = [] } = request.call;
  const isNarrowed = offered.size > 0 && offered.size < tools.length;
  return {
    ...request,
    call: {
      ...request.call,
      messages,
      stream,
      ...(isNarrowed && { tools: tools.filter(({ name }) => offered.has(name)) }),
      ...(hosted.length < hostedTools.length && { hostedTools: hosted }),
      ...(toolChoice !== undefined && { toolChoice }),
    },
  };
}
