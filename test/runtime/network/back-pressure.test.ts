import { expect, test } from "vitest";
import { Network } from "troupe";
import { settle } from "../../support/collect.js";
import { setUpPair, type Callers } from "../../support/network-pair.js";
import { streamingNetwork } from "../../support/networks.js";

test("a slow reader of a network holds back the member that is forwarded", async () => {
  class Net extends Network<Callers> {
    override async *run() {
      yield* this.forward(this.agents.one({}));
    }
  }
  const { providers, members } = setUpPair({ highWaterMark: 10 });
  const execution = streamingNetwork(Net, members, { config: { highWaterMark: 10 } })({});
  const chunks = execution[Symbol.asyncIterator]();
  const first = chunks.next();
  const one = await providers.one.request();
  one.text("0123456789");
  expect(await first).toMatchObject({ value: "0123456789" });
  one.text("0123456789");
  await settle();
  one.text("0123456789");
  await settle();
  one.text("last");
  await settle();
  const held = (await seen(execution)).length;
  expect(held).toBeLessThan(4);
  const rest: string[] = [];
  for (let n = 0; n < 3; n += 1) rest.push((await chunks.next()).value as string);
  expect(rest).toEqual(["0123456789", "0123456789", "last"]);
  one.finish();
  expect((await execution.record).text).toHaveLength(34);
});

/** The texts so far. */
async function seen(execution: {
  on: unknown;
  events: (options: object) => AsyncIterable<unknown>;
}) {
  const texts: unknown[] = [];
  const events = execution.events({ throttle: false })[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([events.next(), settle().then(() => undefined)]);
    if (!next || next.done === true) break;
    const event = next.value as { type: string; text?: string };
    if (event.type === "text_delta") texts.push(event.text);
  }
  return texts;
}
