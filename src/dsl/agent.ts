import type { Agents } from "./agents.js";
import { insideOf } from "./inside.js";
import type { Content } from "../model/content.js";
import type { Message, ModelMessage } from "../model/message.js";
import type { StepChoice } from "../model/step-choice.js";

/** The request that is about to be made, as {@link Agent.beforeStep} sees it. */
export interface NextStep {
  /** From 1. */
  readonly step: number;
  /** What the model is told: the prompt, and what the steps so far added. */
  readonly messages: readonly ModelMessage[];
  /** Names of the tools of the call. */
  readonly tools: readonly string[];
}

/** What the model is asked. */
abstract class Asking {
  /**
   * The request to the model: its user message. An agent that overrides {@link Agent.messages} can do without.
   */
  abstract user(): Content | Promise<Content>;
}

/** The same, not abstract. */
interface MayAsk {
  user(): Content | Promise<Content>;
}

/**
 * TypeScript takes `user` for both: for abstract, so that a subclass may define it with or without `override`,
 * and for defined, so that a subclass with `messages()` may leave it out.
 */
const Base = class {} as unknown as abstract new () => Asking & MayAsk;

/**
 * The base class of every agent. A subclass writes the prompt; decorators declare everything else.
 *
 * Each execution creates one instance and sets its `@param` fields before it calls any method, so
 * `this.topic` is the value of this call. A method may be async; one that throws fails the execution
 * with `prompt_failed`.
 *
 * @typeParam Members The callers in `this.agents`. Default: those of the generated index. If one TypeScript
 *   program contains several projects, name the project's own: `extends Agent<Agents>`.
 */
export abstract class Agent<Members = Agents> extends Base {
  /**
   * Every agent and network as its caller, for `@tool` methods and prompts: `this.agents.outline(…)`. Its
   * executions are children of this one: they end when it ends.
   */
  protected get agents(): Members {
    return insideOf(this).agents as Members;
  }

  /** Instructions to the model. Default: none. */
  system(): Content | undefined | Promise<Content | undefined> {
    return undefined;
  }

  /** How the answer must begin (prefill), for models that allow it. Default: the model decides. */
  assistant(): Content | undefined | Promise<Content | undefined> {
    return undefined;
  }

  /**
   * The whole prompt. Default: what {@link system}, {@link user} and {@link assistant} return, in this
   * order.
   */
  messages(): readonly Message[] | Promise<readonly Message[]> {
    return composeMessages(this);
  }

  /**
   * Called before each request of a step, to choose the tools, the `toolChoice`, the model or the messages of
   * this request alone. What it chooses wins over what the call says. Default: nothing.
   */
  beforeStep(_next: NextStep): StepChoice | void | Promise<StepChoice | void> {}
}

async function composeMessages(agent: Agent<unknown>): Promise<readonly Message[]> {
  if (typeof (agent as Partial<MayAsk>).user !== "function") {
    throw new TypeError(`${agent.constructor.name} has neither user() nor messages() of its own.`);
  }
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
