import { describe, expect, it, vi } from "vitest";
import type { ModelCall } from "../../../src/model/provider.js";
import { jsonReply } from "../../support/wire-server.js";
import { createCall, type Bench } from "./bench.js";

const schema = {
  type: "object",
  properties: { title: { type: "string" }, note: { type: "string" } },
  required: ["title"],
  additionalProperties: false,
} as const;

/** A call of everything that shapes a body. */
const richCall: Partial<ModelCall> = {
  messages: [
    { role: "system", content: "Be brief." },
    {
      role: "user",
      content: [
        { type: "text", text: "Grüße, 世界" },
        { type: "image", data: "iVBORw0KGgo=", mediaType: "image/png" },
      ],
    },
  ],
  output: { name: "story", schema },
  temperature: 0.5,
  maxTokens: 100,
  tools: [{ name: "look", description: "Looks.", schema }],
  toolChoice: "required",
  providerOptions: { metadata: { user_id: "7" } },
};

/** What the transport adds to a request, beside what the SDK asks it to send. */
const transportHeaders =
  /^(?:host|connection|content-length|accept-encoding|accept-language|sec-fetch-mode)$/;

/** Tests that a request is rendered as it would be sent, and is not sent. */
export function describeRender(bench: Bench): void {
  const { wire } = bench;
  const render = async (call?: Partial<ModelCall>) => bench.provider.render?.(createCall(call));

  describe("a rendered request", () => {
    it.each<[string, Partial<ModelCall>]>([
      ["a plain call", {}],
      ["a call that does not stream", { stream: false }],
      ["a call of everything", richCall],
      ["a call of everything that does not stream", { ...richCall, stream: false }],
    ])("is what is sent, to the byte of its body: %s", async (_, call) => {
      bench.server.reply = jsonReply(wire.whole("Hi"));
      const rendered = await render(call);
      const before = bench.server.requests.length;
      await bench.run(call);
      const sent = bench.server.requests.at(-1);
      expect(bench.server.requests).toHaveLength(before + 1);
      expect(JSON.stringify(rendered?.body)).toBe(JSON.stringify(sent?.body));
      expect(rendered).toMatchObject({
        method: sent?.method,
        url: `${bench.server.url}${sent?.path}`,
      });
      const names = Object.keys(sent?.headers ?? {}).filter((name) => !transportHeaders.test(name));
      expect(Object.keys(rendered?.headers ?? {}).toSorted()).toEqual(names.toSorted());
    });

    it("is not sent", async () => {
      const before = bench.server.requests.length;
      await render(richCall);
      expect(bench.server.requests).toHaveLength(before);
    });

    it("needs no key, asks for none, and shows none", async () => {
      const apiKey = vi.fn(() => "sk-asked-for-1234567");
      bench.provider = wire.create({ apiKey });
      expect((await render())?.url).toMatch(/^https:\/\/api\./);
      expect(apiKey).not.toHaveBeenCalled();
      bench.provider = wire.create({});
      expect((await render())?.body).toMatchObject({ model: "test-model" });

      vi.stubEnv(wire.headersVariable, "x-gateway-key: env-gateway-token");
      vi.stubEnv(wire.keyVariable, "sk-from-environment");
      vi.stubEnv(wire.baseURLVariable, `${bench.server.url}/v1?key=query-secret&api-version=2026`);
      bench.provider = wire.create({ headers: { "x-own": "own-secret" } });
      const rendered = await render();
      expect(rendered?.headers).toMatchObject({
        authorization: null,
        "content-type": "application/json",
        "x-gateway-key": null,
        "x-own": null,
      });
      expect(rendered?.url).toContain("?key=hidden&api-version=2026");
      expect(JSON.stringify(rendered)).not.toMatch(/secret|gateway-token|from-environment|no-key/);
    });

    it("fails where the call would before it is sent", async () => {
      bench.provider = wire.create({ baseURL: "ftp://example.com" });
      await expect(render()).rejects.toMatchObject({ code: "config_invalid" });
    });
  });
}
