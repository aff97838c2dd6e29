import { AgentError } from "../../errors.js";
import type { Agent } from "../../dsl/agent.js";
import type { Message, ModelMessage } from "../../model/message.js";
import type { AgentBinding } from "../call/binding.js";
import type { Call } from "../call/call.js";
import { makeInstance } from "../call/make-instance.js";
import type { ContextValues } from "../call/context-caller.js";
import { findMessageIssues } from "./find-message-issues.js";
import { listIssues } from "../../errors/issues.js";
import { takeTurn } from "./take-turn.js";
import { toModelMessages } from "./to-model-messages.js";

/** What a call asks of the model. */
export interface Prompt {
  /** The call's own instance, its params and its context set. */
  readonly agent: Agent<unknown>;
  /** The agent's prompt, with the history of its conversation inside it. */
  readonly messages: readonly ModelMessage[];
  /** What of it a conversation keeps. */
  readonly said: readonly ModelMessage[];
}

/**
 * Makes the agent's instance with its params and context set and asks it for the prompt; attachments are read.
 * Throws `prompt_failed` when a method throws or gives what is no prompt, and `invalid_attachment`.
 *
 * @param prepare called with the instance before its methods are
 */
export async function renderMessages(
  { binding, options, history, resumed, context }: Call,
  params: Readonly<Record<string, unknown>>,
  prepare: (agent: object) => void,
): Promise<Prompt> {
  const { agent, messages } = await askForPrompt(binding, params, context, prepare);
  const issues = findMessageIssues(messages, { plain: false });
  if (issues.length > 0) {
    throw new AgentError(
      "prompt_failed",
      `The prompt of ${binding.spec.className} is not a list of messages:\n${listIssues(issues)}`,
      { issues },
    );
  }
  const prompt = await toModelMessages(messages, options.attachments ?? []);
  return { agent, ...takeTurn(prompt, history, resumed?.messages) };
}

async function askForPrompt(
  { spec, agent: AgentClass }: AgentBinding,
  params: Readonly<Record<string, unknown>>,
  context: ContextValues,
  prepare: (agent: object) => void,
): Promise<{ readonly agent: Agent<unknown>; readonly messages: readonly Message[] }> {
  try {
    const agent = makeInstance(AgentClass, spec, params, context);
    prepare(agent);
    return { agent, messages: await agent.messages() };
  } catch (error) {
    // What it says may quote a param or a prompt, so it stays with the cause.
    const name = error instanceof Error ? error.name : typeof error;
    throw new AgentError(
      "prompt_failed",
      `A prompt method of ${spec.className} threw (${name}); see the cause.`,
      { cause: error },
    );
  }
}
