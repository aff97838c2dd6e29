import { Agent } from "../../dsl/agent.js";
import { AgentError, type Issue } from "../../errors.js";
import { listIssues } from "../../errors/issues.js";
import { list, text } from "../../internal/options/rules.js";
import { shape } from "../../internal/options/shape.js";
import { toIssue } from "../../internal/options/to-issue.js";
import type { ModelMessage } from "../../model/message.js";
import type { StepChoice } from "../../model/step-choice.js";
import { saidElsewhere, toolChoiceRule } from "../call/call-option-rules.js";
import type { Call } from "../call/call.js";
import { findMessageIssues } from "../messages/find-message-issues.js";
import { findTokenExcesses } from "../request/assert-model-limits.js";
import { toModelRequests, type ModelRequest } from "../request/model-request.js";
import { listTools, type BoundTool } from "../tools/bind-tools.js";

/** What the agent chose for a step, and the requests that its model makes of it. */
export interface ChosenStep {
  readonly choice: StepChoice;
  /** Absent: those of the call. */
  readonly requests?: readonly ModelRequest[];
}

/** Asks the agent for its choice for the next step; `undefined` if it leaves everything as it is. */
export type BeforeStep = (
  step: number,
  messages: readonly ModelMessage[],
) => Promise<ChosenStep | undefined>;

/**
 * Asks the agent before each step, where its class overrides `beforeStep`. Throws `prompt_failed` where that
 * throws or gives something else than a choice, and `config_invalid` for a tool or a model that does not exist.
 */
export function bindBeforeStep(
  call: Call,
  agent: Agent<unknown>,
  tools: ReadonlyMap<string, BoundTool>,
): BeforeStep | undefined {
  // An agent of a copy of this package that is older has no such method.
  if (agent.beforeStep === Agent.prototype.beforeStep || !agent.beforeStep) return undefined;
  return async (step, messages) => {
    const given = await ask(call, () =>
      agent.beforeStep({ step, messages, tools: [...tools.keys()] }),
    );
    const choice = readChoice(call, given);
    if (!choice) return undefined;
    assertTools(call, choice, tools);
    const { model } = choice;
    if (model === undefined) return { choice };
    return { choice, requests: await toChosenRequests(call, model, messages) };
  };
}

async function ask(call: Call, act: () => unknown): Promise<unknown> {
  try {
    return await act();
  } catch (error) {
    // What it says may quote a prompt, so it stays with the cause.
    const name = error instanceof Error ? error.name : typeof error;
    throw new AgentError(
      "prompt_failed",
      `beforeStep of ${call.binding.spec.className} threw (${name}); see the cause.`,
      { cause: error },
    );
  }
}

const choiceRule = shape<StepChoice>({
  tools: list(text, "a list of names of tools"),
  toolChoice: toolChoiceRule,
  model: text,
  // What each of them is, is said below.
  messages: saidElsewhere,
});

function readChoice({ binding }: Call, given: unknown): StepChoice | undefined {
  if (given === undefined || given === null) return undefined;
  const issues = findIssues(given);
  // A copy, because it is in events, and what the agent does to it afterwards must not change what was said.
  if (issues.length === 0) return JSON.parse(JSON.stringify(given)) as StepChoice;
  throw new AgentError(
    "prompt_failed",
    `beforeStep of ${binding.spec.className} returned an invalid choice:\n${listIssues(issues)}`,
    { issues },
  );
}

function findIssues(given: unknown): readonly Issue[] {
  const issues = choiceRule(given).map(toIssue);
  if (issues.length > 0) return issues;
  const { messages } = given as StepChoice;
  if (messages === undefined) return [];
  const found = findMessageIssues(messages, { plain: true });
  return found.map((issue) => ({ ...issue, path: ["messages", ...issue.path] }));
}

function assertTools(
  { binding }: Call,
  { tools: chosen, toolChoice }: StepChoice,
  tools: ReadonlyMap<string, BoundTool>,
): void {
  const { spec } = binding;
  const unknown = chosen?.find((name) => !tools.has(name));
  if (unknown !== undefined) {
    throw new AgentError(
      "config_invalid",
      `beforeStep of ${spec.className} chose the tool ${JSON.stringify(unknown)}, but the tools of ${spec.name} are: ${listTools(tools)}.`,
    );
  }
  if (typeof toolChoice !== "object") return;
  const { tool } = toolChoice;
  if (tools.has(tool) && (chosen === undefined || chosen.includes(tool))) return;
  throw new AgentError(
    "config_invalid",
    `beforeStep of ${spec.className} chose the toolChoice ${JSON.stringify(tool)}, but the tools of the step are: ${(chosen ?? [...tools.keys()]).join(", ") || "none"}.`,
  );
}

/** To the chosen model and the call's fallbacks. */
async function toChosenRequests(
  call: Call,
  model: string,
  messages: readonly ModelMessage[],
): Promise<readonly ModelRequest[]> {
  const requests = toModelRequests({ ...call, model }, messages);
  // The fallbacks are those of the call, which are checked.
  const [excess] = await findTokenExcesses(call, requests.slice(0, 1));
  if (!excess) return requests;
  throw new AgentError(
    "config_invalid",
    `beforeStep of ${call.binding.spec.className} chose a model that cannot be asked: ${excess.message}.`,
  );
}
