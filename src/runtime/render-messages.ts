import { AgentError } from "../errors.js";
import type { Agent } from "../dsl/agent.js";
import type { Message, ModelMessage } from "../model/message.js";
import type { AgentBinding } from "./call.js";

/** An agent's instance, and the prompt that it gave. */
export interface Rendered {
  readonly agent: Agent;
  readonly messages: readonly ModelMessage[];
}

/** Makes the agent's instance with its params set and asks it for the prompt. */
export async function renderMessages(
  binding: AgentBinding,
  params: Readonly<Record<string, unknown>>,
): Promise<Rendered> {
  const { spec, agent: AgentClass } = binding;
  try {
    const agent = new AgentClass();
    for (const param of spec.params) {
      // Defined and not assigned: a param named __proto__ must be a member like any other.
      const value = Object.hasOwn(params, param.name) ? params[param.name] : undefined;
      Object.defineProperty(agent, param.name, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
    const messages = await agent.messages();
    if (messages.length === 0) throw new TypeError("messages() returned no message");
    return { agent, messages: messages.map(toModelMessage) };
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

/** Refuses what tsc would refuse, for agents that tsc did not see. */
function toModelMessage(message: Message): ModelMessage {
  const { content, role } = message;
  const valid =
    typeof content === "string" ||
    (Array.isArray(content) && content.every((part) => typeof part?.text === "string"));
  if (!valid) throw new TypeError(`the ${role} message is neither text nor a list of parts`);
  return message as ModelMessage;
}
