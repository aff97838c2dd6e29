import type { Content } from "../model/content.js";
import type { Message } from "../model/message.js";

/**
 * What every agent extends. A subclass says what the model is told; decorators say everything else.
 *
 * One instance is made for each execution, its `@param` fields set before any method is called, so
 * `this.topic` is the call's. A method may be async; one that throws fails the execution with
 * `prompt_failed`.
 */
export abstract class Agent {
  /** The request to the model. */
  abstract user(): Content | Promise<Content>;

  /** Instructions to the model. Default: none. */
  system(): Content | undefined | Promise<Content | undefined> {
    return undefined;
  }

  /** How the answer must begin (prefill), for models that allow it. Default: as the model likes. */
  assistant(): Content | undefined | Promise<Content | undefined> {
    return undefined;
  }

  /** The whole prompt. Default: what {@link system}, {@link user} and {@link assistant} say, in this order. */
  messages(): readonly Message[] | Promise<readonly Message[]> {
    return composeMessages(this);
  }
}

async function composeMessages(agent: Agent): Promise<readonly Message[]> {
  const [system, user, assistant] = await Promise.all([
    agent.system(),
    agent.user(),
    agent.assistant(),
  ]);
  const messages: Message[] = [];
  if (system !== undefined) messages.push({ role: "system", content: system });
  messages.push({ role: "user", content: user });
  if (assistant !== undefined) messages.push({ role: "assistant", content: assistant });
  return messages;
}
