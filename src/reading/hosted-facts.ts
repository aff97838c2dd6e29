import { factsOf } from "./facts-of.js";
import type { ResetEvent } from "../protocol/events.js";
import type { HostedToolCallRecord, SourceRecord } from "../protocol/record.js";
import type {
  HostedToolCallEvent,
  HostedToolResultEvent,
  SourceEvent,
} from "../protocol/tool-events.js";

/** What a record says of the tools that providers ran, and of sources, made of the events that count. */
export class HostedFacts {
  calls: HostedToolCallRecord[] = [];
  sources: SourceRecord[] = [];

  take(event: HostedToolCallEvent | HostedToolResultEvent | SourceEvent | ResetEvent): void {
    switch (event.type) {
      case "hosted_tool_call": {
        const { attempt: _attempt, toolCallId: id, ...facts } = factsOf(event);
        this.calls.push({ id, ...facts });
        return;
      }
      case "hosted_tool_result":
        return this.#end(event);
      case "source": {
        const { attempt: _attempt, ...source } = factsOf(event);
        this.sources.push(source);
        return;
      }
      case "reset":
        this.calls = this.calls.filter(({ step }) => step !== event.step);
        this.sources = this.sources.filter(({ step }) => step !== event.step);
    }
  }

  #end(event: HostedToolResultEvent): void {
    const { attempt: _attempt, toolCallId: id, ...facts } = factsOf(event);
    const place = this.calls.findLastIndex((call) => call.id === id && !call.outcome);
    const call = this.calls[place];
    // The step is that of the call.
    if (call) this.calls[place] = { ...facts, ...call, outcome: facts.outcome };
    else this.calls.push({ id, ...facts });
  }
}
