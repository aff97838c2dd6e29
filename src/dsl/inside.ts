declare const forwarded: unique symbol;

/** What `yield* this.forward(…)` yields to the runtime, in place of the text of the member. */
export interface Forwarded {
  readonly [forwarded]: true;
}

/** What the execution of an agent or network gives to its instance. */
export interface Inside {
  readonly executionId: string;
  readonly signal: AbortSignal;
  /** By the member's name. */
  readonly agents: Readonly<Record<string, unknown>>;
  all(values: readonly unknown[]): Promise<unknown[]>;
  forward(execution: PromiseLike<unknown> & { readonly id: string }): AsyncGenerator<Forwarded>;
}

const insides = new WeakMap<object, Inside>();

/** Gives an instance the inside of its execution. */
export function setInside(instance: object, inside: Inside): void {
  insides.set(instance, inside);
}

/** The inside of the execution that an instance was made for. Throws a `TypeError` where there is none (yet). */
export function insideOf(instance: object): Inside {
  const inside = insides.get(instance);
  if (inside) return inside;
  throw new TypeError(
    `${instance.constructor.name} is not running: this.agents, this.all, this.forward, this.signal and this.executionId exist only within an execution, not in a constructor or an initializer.`,
  );
}
