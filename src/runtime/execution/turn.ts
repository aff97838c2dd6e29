import type { ModelMessage, ToolMessage } from "../../model/message.js";

/**
 * The messages of an execution's own turn: what the user says, and what the model and its tools add to it. What
 * comes of tools is kept as it comes, so that none of them runs again when a stopped turn is continued.
 */
export class Turn {
  #said: readonly ModelMessage[] = [];
  readonly #added: ModelMessage[] = [];
  /** What the model said when it asked for the tools that run now. */
  #asking: readonly ModelMessage[] = [];
  readonly #results: ToolMessage[] = [];
  readonly #running = new Map<string, string>();

  /** Begins with messages of the prompt. */
  begin(said: readonly ModelMessage[]): void {
    this.#said = said;
  }

  add(...messages: readonly ModelMessage[]): void {
    this.#added.push(...messages);
  }

  /** Begins a round of tools. @param asking the message that asks for them, unless it is in the turn already */
  beginTools(...asking: readonly ModelMessage[]): void {
    this.#asking = asking;
  }

  /** Says that a tool runs. */
  toolRuns(toolCallId: string, toolName: string): void {
    this.#running.set(toolCallId, toolName);
  }

  /** Says what came of a tool. */
  toolEnded(result: ToolMessage): void {
    this.#running.delete(result.toolCallId);
    this.#results.push(result);
  }

  /** Ends the round. @param results of the tools that have ended, in the order in which they were asked for */
  endTools(results: readonly ToolMessage[]): readonly ModelMessage[] {
    const messages = [...this.#asking, ...results];
    this.#added.push(...messages);
    this.#asking = [];
    this.#results.length = 0;
    return messages;
  }

  /** Everything so far. A tool that was running when the execution ended has a result that says so. */
  get messages(): readonly ModelMessage[] {
    const broken = [...this.#running].map(([toolCallId, toolName]): ToolMessage => {
      const content =
        "The tool was stopped before it ended, so its result is unknown. It may have had effects.";
      return { role: "tool", toolCallId, toolName, content, isError: true };
    });
    return [...this.#said, ...this.#added, ...this.#asking, ...this.#results, ...broken];
  }
}
