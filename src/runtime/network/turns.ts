import type { TurnTaker } from "../call/call-origin.js";

/** The turns of executions of which only some may run at once, in the order in which they came. */
export class Turns {
  readonly #limit: number;
  readonly #running = new Set<TurnTaker>();
  readonly #waiting = new Map<TurnTaker, () => void>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Whether one more would wait for executions that wait for it: each that runs is read by a loop whose body is at
   * work, and that body wants one more.
   */
  get isStuck(): boolean {
    if (this.#running.size < this.#limit) return false;
    return [...this.#running].every(({ readers }) => readers.isInLoop);
  }

  /** Takes a turn, until the execution ends: at once, or when the promise resolves. */
  enter(taker: TurnTaker): Promise<void> | undefined {
    taker.onEnd(() => this.#leave(taker));
    if (this.#running.size < this.#limit) {
      this.#running.add(taker);
      return undefined;
    }
    return new Promise((resolve) => this.#waiting.set(taker, resolve));
  }

  #leave(taker: TurnTaker): void {
    this.#waiting.delete(taker);
    if (!this.#running.delete(taker)) return;
    const [next] = this.#waiting;
    if (!next) return;
    const [entering, begin] = next;
    this.#waiting.delete(entering);
    this.#running.add(entering);
    begin();
  }
}
