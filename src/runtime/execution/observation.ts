import type { ExecutionEvent, ExecutionEventType, StartEvent } from "../../protocol/events.js";
import type { ExecutionObserver, Observer } from "../../protocol/observer.js";
import type { ExecutionRecord } from "../../protocol/record.js";

/** An observer that wants to know of this execution. */
interface Watching {
  readonly told: ExecutionObserver;
  /** Absent: all. */
  readonly wanted: ReadonlySet<ExecutionEventType> | undefined;
  readonly guard: (tell: () => unknown) => void;
}

/** The observers of one execution. None of them can fail it, slow it down or keep it alive. */
export class Observation {
  readonly #report: (error: unknown) => void;
  readonly #watching: Watching[] = [];
  /** Events that came while another was being told: an observer may cause more. */
  readonly #queue: ExecutionEvent[] = [];
  #isTelling = false;

  constructor(report: (error: unknown) => void) {
    this.#report = report;
  }

  begin(observers: readonly Observer[], event: StartEvent): void {
    for (const observer of observers) {
      const guard = this.#createGuard();
      guard(() => {
        const told = observer.start(event);
        // A promise, of an async function: whatever it gives comes too late, and its failure is reported.
        if (told instanceof Promise) return told;
        const wanted = observer.events && new Set(observer.events);
        if (told) this.#watching.push({ told, wanted, guard });
        return undefined;
      });
    }
  }

  /** Whether anybody is called for a type: an event that nobody wants need not be made. */
  wants(type: ExecutionEventType): boolean {
    return this.#watching.some(({ told, wanted }) => told.event && (wanted?.has(type) ?? true));
  }

  dispatch(event: ExecutionEvent): void {
    this.#queue.push(event);
    if (this.#isTelling) return;
    this.#isTelling = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) this.#tell(next);
    this.#isTelling = false;
  }

  end(record: ExecutionRecord): void {
    for (const { told, guard } of this.#watching) guard(() => told.end?.(record));
  }

  #tell(event: ExecutionEvent): void {
    for (const { told, wanted, guard } of this.#watching) {
      if (wanted?.has(event.type) ?? true) guard(() => told.event?.(event));
    }
  }

  /** Calls an observer, and reports the first of its failures. */
  #createGuard(): (tell: () => unknown) => void {
    let hasFailed = false;
    const fail = (error: unknown): void => {
      if (hasFailed) return;
      hasFailed = true;
      this.#report(error);
    };
    return (tell) => {
      try {
        const result = tell();
        if (result instanceof Promise) result.catch(fail);
      } catch (error) {
        fail(error);
      }
    };
  }
}
