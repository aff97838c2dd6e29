import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { settle } from "../support/collect.js";
import { startFaultServer, type FaultServer } from "../support/fault-server.js";
import { faultWires } from "../support/fault-wires.js";
import { expectEnding } from "./expect-ending.js";
import { faults } from "./faults.js";
import { runFault } from "./run-fault.js";
import { styles } from "./styles.js";

const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);
let server: FaultServer;

beforeAll(async () => {
  process.on("unhandledRejection", note);
  server = await startFaultServer();
});

afterAll(async () => {
  await server.close();
  process.off("unhandledRejection", note);
});

// Loops, because `each` cuts the names that it fills in.
for (const wire of faultWires) {
  describe(`over the wire of ${wire.name}`, () => {
    const possible = faults.filter(({ not }) => not?.wire !== wire.name);
    for (const fault of possible) {
      describe(`when ${fault.name}`, () => {
        for (const style of styles) {
          // A dozen heavy ones at once, in one thread with their server, outlast the time for a body's end.
          const run = fault.heavy ? test : test.concurrent;
          run(`${style.name} sees it for what it is`, async () => {
            const current = { wire, fault, style };
            await expectEnding(current, await runFault(server, current));
          });
        }
      });
    }
  });
}

test("no fault left a connection in use, or a rejection that nobody handled", async () => {
  await settle();
  await expect.poll(() => server.countActive()).toBe(0);
  expect(unhandled).toEqual([]);
});
