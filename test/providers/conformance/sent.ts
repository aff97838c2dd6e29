import { describe, expect, it } from "vitest";
import type { ModelMessage } from "../../../src/model/message.js";
import { jsonReply } from "../../support/wire-server.js";
import { show, type Bench } from "./bench.js";

/** What `"👍".slice(0, 1)` leaves. */
const half = "\ud83d";

const messages: readonly ModelMessage[] = [
  { role: "system", content: `system ${half}` },
  { role: "user", content: [{ type: "text", text: `user ${half}` }] },
  {
    role: "assistant",
    content: [
      { type: "text", text: `said ${half}` },
      {
        type: "tool_call",
        id: "call_1",
        name: "look",
        arguments: String.raw`{"whole":"\ud83d\ude00","escaped":"\ud83d","raw":"${half}"}`,
      },
    ],
  },
  { role: "tool", toolCallId: "call_1", toolName: "look", content: `result ${half}` },
];

const schema = {
  type: "object",
  properties: { [`key ${half}`]: { type: "string", description: `property ${half}` } },
  additionalProperties: false,
} as const;

/** Tests that what cannot be sent as it is does no harm. */
export function describeSent(bench: Bench): void {
  const { wire } = bench;
  describe("what is sent", () => {
    it.each([true, false])("has U+FFFD for half a character (streaming: %s)", async (stream) => {
      bench.server.reply = jsonReply(wire.whole("Hi"));
      const tools = [{ name: "look", description: `tool ${half}`, schema }];
      expect((await bench.run({ stream, messages, tools })).text).toBe("Hi");
      const body = JSON.stringify(bench.server.requests.at(-1)?.body);
      for (const where of ["system", "user", "said", "result", "key", "property", "tool"]) {
        expect(body).toContain(`${where} \ufffd`);
      }
      // Arguments are an object on one wire, and JSON in a text on the others.
      expect(body).toMatch(/escaped\\?":\\?"\ufffd\\?",\\?"raw\\?":\\?"\ufffd/);
      expect(body).toMatch(/whole\\?":\\?"(?:😀|\\\\ud83d\\\\ude00)/);
      expect(body.replaceAll(String.raw`\\ud83d\\ude00`, "")).not.toMatch(/ud83d/i);
    });

    it.each([
      ["a line break", "secret\nX-Evil: 1"],
      ["a character beyond Latin-1", "secret €"],
      ["a control character", "secret\u0007"],
    ])("has no header with %s: it is named, and its value is not shown", async (_, value) => {
      const headers = { "x-team": value };
      bench.provider = wire.create({ baseURL: bench.server.url, apiKey: "sk-1234567", headers });
      const error = await bench.failWith();
      expect(error.code).toBe("config_invalid");
      expect(error.message).toContain('"x-team"');
      expect(error.message).toContain("agents.config.ts");
      expect(show(error)).not.toMatch(/secret|Evil/);
    });

    it("has no header whose name may be its value", async () => {
      const headers = { "Bearer secret": "authorization" };
      bench.provider = wire.create({ baseURL: bench.server.url, apiKey: "sk-1234567", headers });
      const error = await bench.failWith();
      expect(error).toMatchObject({ code: "config_invalid" });
      expect(show(error)).not.toContain("secret");
    });

    it("has headers in Latin-1, without the white space around them", async () => {
      const headers = { "x-team": " Bücher\n" };
      bench.provider = wire.create({ baseURL: bench.server.url, apiKey: "sk-1234567", headers });
      bench.server.reply = jsonReply(wire.whole("Hi"));
      expect((await bench.run({ stream: false })).text).toBe("Hi");
      expect(bench.server.requests.at(-1)?.headers["x-team"]).toBe("Bücher");
    });

    it.each(["sk-ab\ncd-secret", "sk-€-secret"])("has no key such as %j", async (apiKey) => {
      bench.provider = wire.create({ baseURL: bench.server.url, apiKey });
      const error = await bench.failWith();
      expect(error.code).toBe("config_invalid");
      expect(error.message).toContain(wire.keyVariable);
      expect(show(error)).not.toContain("secret");
    });
  });
}
