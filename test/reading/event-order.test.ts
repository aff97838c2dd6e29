import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { EventsOptions, ExecutionEvent } from "troupe";
import { EventLog } from "../../src/reading/event-log.js";
import { EventOrder } from "../../src/reading/event-order.js";
import { readEvents } from "../../src/reading/read-events.js";
import type { ReadableLog } from "../../src/reading/reading-source.js";
import { collect } from "../support/collect.js";

/** An execution, those that it began, and everything that it said. */
interface Member {
  readonly id: string;
  readonly log: EventLog;
  readonly children: Member[];
  readonly said: ExecutionEvent[];
}

function begin(id: string, parent?: Member): Member {
  const log = new EventLog({ executionId: id, agent: "agent" }, parent?.log);
  const member = { id, log, children: [], said: [] };
  parent?.children.push(member);
  return member;
}

function say({ id, log, said }: Member, type: "text_delta" | "prompt" | "complete"): void {
  const sequence = log.order.next;
  const base = { type, executionId: id, agent: "agent", sequence, at: sequence };
  const text = type === "text_delta" && { step: 0, attempt: 0, text: "a" };
  const event = { ...base, ...text } as ExecutionEvent;
  log.add(event);
  said.push(event);
  log.changes.notify();
  log.order.changes.notify();
}

function end(member: Member): void {
  for (const child of member.children) end(child);
  say(member, "complete");
}

async function read({ log }: Member, options: EventsOptions): Promise<readonly ExecutionEvent[]> {
  const source = { log, join: () => ({ index: 0, read: 0 }), moved() {}, leave() {} };
  const { values } = await collect(readEvents(source as unknown as ReadableLog, options));
  return values;
}

/** What a reading gives in the end. */
function whole(member: Member, { after = -1, nested = false }: EventsOptions): ExecutionEvent[] {
  return (nested ? allOf(member) : member.said)
    .filter(({ sequence }) => sequence > after)
    .toSorted((one, other) => one.sequence - other.sequence);
}

function allOf({ said, children }: Member): ExecutionEvent[] {
  return [...said, ...children.flatMap(allOf)];
}

/** One of the executions that there are, counted round, says something, begins another, or is read from here on. */
const happening = fc.record({
  which: fc.nat(),
  kind: fc.constantFrom("text_delta", "text_delta", "text_delta", "prompt", "begin", "read"),
  after: fc.integer({ min: -1, max: 60 }),
  nested: fc.boolean(),
});

test("executions that call each other are numbered as one, and each can be read alone or with those below", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 80 }), async (happenings) => {
      const root = begin("0");
      const members = [root];
      const checks: (() => Promise<void>)[] = [];
      const readFrom = (member: Member, options: EventsOptions): void => {
        const given = read(member, options);
        checks.push(async () => expect(await given).toEqual(whole(member, options)));
      };
      for (const { which, kind, after, nested } of happenings) {
        const member = members[which % members.length] ?? root;
        if (kind === "begin") members.push(begin(`${members.length}`, member));
        else if (kind === "read") readFrom(member, { after, nested });
        else say(member, kind);
        await undefined;
      }
      end(root);
      for (const member of members) readFrom(member, { nested: true });
      for (const check of checks) await check();
      const numbers = whole(root, { nested: true }).map(({ sequence }) => sequence);
      expect(numbers).toEqual([...numbers.keys()]);
    }),
    { numRuns: 300, seed: 1 },
  );
});

test("a reader of one child does not walk through its siblings", async () => {
  const root = begin("root");
  const children = Array.from({ length: 20 }, (_, n) => begin(`${n}`, root));
  for (let n = 0; n < 100; n += 1) for (const child of children) say(child, "text_delta");
  end(root);
  const looks = [
    vi.spyOn(EventLog.prototype, "weightAt"),
    vi.spyOn(EventLog.prototype, "eventAt"),
    // Asked for once more where the event of a text is made.
    vi.spyOn(EventLog.prototype, "sequenceAt"),
  ];
  for (const child of children) expect(await read(child, {})).toHaveLength(101);
  for (const [n, look] of looks.entries()) {
    expect(look.mock.calls.length).toBeLessThanOrEqual(Math.max(1, n) * 20 * 101);
    look.mockRestore();
  }
});

test("a number that was left out ends a run, also within one log", () => {
  const log = { length: 0 };
  const order = new EventOrder<typeof log>();
  for (const sequence of [0, 1, 5, 6]) {
    order.take(log, sequence);
    log.length += 1;
  }
  expect([order.runAt(0), order.runAt(1), order.runAt(2)]).toEqual([
    { log, index: 0, length: 2 },
    { log, index: 2, length: 2 },
    undefined,
  ]);
  expect(order.next).toBe(7);
});
