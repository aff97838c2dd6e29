import type { AgentError } from "../../errors.js";
import type { ExecutionRecord } from "../../protocol/record.js";
import { createWatchedDeferred } from "./watched-promise.js";

/** What an execution comes to, as promises, and whether somebody waits for them. */
export class Results {
  readonly #onWait: () => void;
  #isAwaited = false;
  #isAsked = false;
  readonly #output = createWatchedDeferred<unknown>(() => this.#await());
  readonly #text = createWatchedDeferred<string>(() => this.#await());
  readonly #record = createWatchedDeferred<ExecutionRecord>(() => this.#ask());

  /** @param onWait called each time that somebody begins to wait */
  constructor(onWait: () => void) {
    this.#onWait = onWait;
  }

  /** Whether somebody has begun to wait for the output or the text: then nobody's leaving ends the execution. */
  get isAwaited(): boolean {
    return this.#isAwaited;
  }

  /** Whether somebody has begun to wait for anything. */
  get isAsked(): boolean {
    return this.#isAsked;
  }

  get output(): Promise<unknown> {
    return this.#output.promise;
  }

  get text(): Promise<string> {
    return this.#text.promise;
  }

  get record(): Promise<ExecutionRecord> {
    return this.#record.promise;
  }

  succeed(output: unknown, text: string): void {
    this.#output.resolve(output);
    this.#text.resolve(text);
  }

  /** @param text where it is whole all the same */
  fail(error: AgentError, text: string | undefined): void {
    this.#output.reject(error);
    if (text === undefined) this.#text.reject(error);
    else this.#text.resolve(text);
  }

  setRecord(record: ExecutionRecord): void {
    this.#record.resolve(record);
  }

  #await(): void {
    this.#isAwaited = true;
    this.#ask();
  }

  #ask(): void {
    this.#isAsked = true;
    this.#onWait();
  }
}
