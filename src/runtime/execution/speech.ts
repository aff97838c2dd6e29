import type { ResolvedConfig } from "../../config/config.js";
import type { Json } from "../../internal/json.js";
import type { Emitter } from "./emitter.js";
import type { LogReaders } from "./log-readers.js";
import type { OutputBudget } from "./output-budget.js";

/** What an execution says without a model, as verbs: the text and the states of a network, and what it forwards. */
export class Speech {
  readonly #config: ResolvedConfig;
  readonly #emitter: Emitter;
  readonly #budget: OutputBudget;
  readonly #readers: LogReaders;

  constructor(config: ResolvedConfig, emitter: Emitter, budget: OutputBudget, readers: LogReaders) {
    this.#config = config;
    this.#emitter = emitter;
    this.#budget = budget;
    this.#readers = readers;
  }

  /** Takes text. Throws `output_limit` where it is too much. */
  say(text: string): void {
    this.#budget.assertFits(text);
    this.#emitter.sawText();
    this.#emitter.emitText(text, this.#config.clock.now());
    this.#emitter.flush();
  }

  /** Says that a state has a value. */
  setState(name: string, value: Json): void {
    this.#emitter.emit({ type: "state", name, value });
    this.#emitter.flush();
  }

  /** Makes the text of a child text of this execution as well; false if it is that already. */
  forward(child: Speech): boolean {
    if (!child.#emitter.forwardTo(this.#emitter)) return false;
    child.#readers.follow(this.#readers);
    return true;
  }
}
