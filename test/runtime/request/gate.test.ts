import { expect, test } from "vitest";
import { AgentError } from "troupe";
import { Gate } from "../../../src/runtime/request/gate.js";

const secret = "correct-horse-battery";

function gateOf(secrets?: readonly string[], mayQuote = true): Gate {
  const gate = new Gate(mayQuote);
  if (secrets) gate.hideSecrets(() => secrets);
  return gate;
}

test("texts and warnings lose what was sent along, and long warnings their end", () => {
  const gate = gateOf([secret]);
  expect(gate.text(`key ${secret}`)).toBe("key [redacted]");
  expect(gate.warning(`key ${secret}`)).toBe("key [redacted]");
  expect(gate.warning("x".repeat(500))).toBe("x".repeat(500));
  expect(gate.warning("x".repeat(501))).toBe(`${"x".repeat(500)}…`);
});

test("the author's own names of tools are as they are, and others are cleaned and cut", () => {
  const gate = gateOf([secret]);
  const own = `look-${secret}`;
  expect(gate.toolName(own, [{ name: own }])).toBe(own);
  expect(gate.toolName(own, [{ name: "look" }])).toBe("look-[redacted]");
  expect(gate.toolName("x".repeat(257))).toBe(`${"x".repeat(256)}…`);
});

test("an id is shown as it was taken, each time", () => {
  const gate = gateOf([secret]);
  expect(gate.takeId(`call-${secret}`)).toBe("call-[redacted]");
  expect(gate.id(`call-${secret}`)).toBe("call-[redacted]");
  expect([gate.takeId("call-1"), gate.id("call-1"), gate.id("other")]).toEqual([
    "call-1",
    "call-1",
    "other",
  ]);
});

test("an error loses what was sent along, and its cause where that may quote the prompt", () => {
  const cause = new Error(`refused ${secret}`);
  const error = new AgentError("provider_unavailable", `No connection with ${secret}.`, { cause });
  const quoting = gateOf([secret]).error(error);
  expect(quoting.message).toBe("No connection with [redacted].");
  expect(quoting.cause).toMatchObject({ message: "refused [redacted]" });
  const silent = gateOf([secret], false).error(error);
  expect(silent).toMatchObject({ code: "provider_unavailable", message: quoting.message });
  expect(silent.cause).toBeUndefined();
});
