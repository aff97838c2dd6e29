import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { jsonReply } from "../../support/wire-server.js";
import { show, type Bench } from "./bench.js";

/** Tests where keys come from, where they go, and that they never show. */
export function describeKeys(bench: Bench): void {
  const { wire } = bench;
  describe("keys", () => {
    it("are named as missing, with the variable and the line of the config, at the time of a call", async () => {
      bench.provider = wire.create({});
      const error = await bench.failWith();
      expect(error.code).toBe("config_invalid");
      expect(error.message).toContain(wire.keyVariable);
      expect(error.message).toContain("agents.config.ts");
    });

    it("are read from the environment at the time of a call, and so is the base URL", async () => {
      bench.provider = wire.create({});
      vi.stubEnv(wire.keyVariable, "sk-from-environment");
      vi.stubEnv(wire.baseURLVariable, bench.server.url);
      bench.server.reply = jsonReply(wire.whole("Hi"));
      expect((await bench.run({ stream: false })).text).toBe("Hi");
      expect(bench.server.requests.at(-1)?.headers["authorization"]).toBe(
        "Bearer sk-from-environment",
      );

      vi.stubEnv(wire.keyVariable, "sk-turned-over");
      await bench.run({ stream: false });
      expect(bench.server.requests.at(-1)?.headers["authorization"]).toBe("Bearer sk-turned-over");
    });

    it("may be absent for a server of one's own, which does not get the environment's", async () => {
      vi.stubEnv(wire.keyVariable, "sk-for-the-provider-alone");
      bench.provider = wire.create({ baseURL: bench.server.url });
      bench.server.reply = jsonReply(wire.whole("Hi"));
      expect((await bench.run({ stream: false })).text).toBe("Hi");
      expect(JSON.stringify(bench.server.requests.at(-1)?.headers)).not.toContain(
        "for-the-provider",
      );
    });

    it("are missed when the function that should give one gives nothing", async () => {
      bench.provider = wire.create({ baseURL: bench.server.url, apiKey: () => undefined });
      expect(await bench.failWith()).toMatchObject({ code: "config_invalid" });
    });

    it("are refused when no header can hold them, unquoted", async () => {
      bench.provider = wire.create({ baseURL: bench.server.url, apiKey: "sk-sécret-1" });
      const error = await bench.failWith();
      expect(error.code).toBe("config_invalid");
      expect(show(error)).not.toContain("cret-1");
    });

    it("never show in an error, however the provider quotes them", async () => {
      bench.provider = wire.create({
        baseURL: bench.server.url,
        apiKey: "mykey-abcdefgh",
        headers: { "x-gateway": "gateway-secret" },
      });
      const message =
        "Incorrect key mykey-abcdefgh (sk-proj-****9876), Bearer eyJhbGciOi, gateway-secret";
      bench.server.reply = jsonReply(JSON.parse(wire.error("authentication_error", message)), 401);
      const error = await bench.failWith();
      expect(error.code).toBe("authentication");
      expect(error.message).toContain("[redacted]");
      expect(error.message).toContain("agents.config.ts");
      for (const secret of ["abcdefgh", "9876", "eyJ", "gateway-secret"]) {
        expect(show(error)).not.toContain(secret);
      }
    });

    it("are named where they stand when the provider itself refuses them", async () => {
      bench.provider = wire.create({});
      vi.stubEnv(wire.keyVariable, "sk-wrong-1234567");
      vi.stubEnv(wire.baseURLVariable, bench.server.url);
      bench.server.reply = jsonReply({}, 401);
      expect((await bench.failWith()).message).toContain(wire.keyVariable);
    });

    it("do not show when the function that should give one fails, nor does what its error holds", async () => {
      bench.provider = wire.create({
        apiKey() {
          throw Object.assign(new Error("the vault will not take sk-vault-1"), {
            config: { token: "hvs.secret" },
          });
        },
      });
      const error = await bench.failWith();
      expect(error.code).toBe("config_invalid");
      expect(error.message).toContain("apiKey function");
      expect(error.cause).toMatchObject({ message: "the vault will not take [redacted]" });
      expect(inspect(error)).not.toMatch(/sk-vault|hvs\.secret/);
    });

    it("in the headers of the environment stay out of a server of one's own", async () => {
      vi.stubEnv(
        wire.headersVariable,
        "Authorization: Bearer env-gateway-token\nX-Api-Key: env-api-key\nx-team: from-environment\nX-Own: no",
      );
      bench.provider = wire.create({
        baseURL: bench.server.url,
        apiKey: "sk-own-1234567",
        headers: { "x-own": "own" },
      });
      bench.server.reply = jsonReply(wire.whole("Hi"));
      expect((await bench.run({ stream: false })).text).toBe("Hi");
      const sent = bench.server.requests.at(-1)?.headers;
      expect(JSON.stringify(sent)).not.toMatch(/env-gateway-token|env-api-key|from-environment/);
      expect(sent).toMatchObject({ authorization: "Bearer sk-own-1234567", "x-own": "own" });
    });

    it("in the headers of the environment go with its base URL, and never show either", async () => {
      vi.stubEnv(wire.headersVariable, "x-gateway-key: Bearer env-gateway-token\nx-team: books");
      vi.stubEnv(wire.keyVariable, "sk-from-environment");
      vi.stubEnv(wire.baseURLVariable, bench.server.url);
      bench.provider = wire.create({});
      const body = JSON.parse(wire.error("authentication_error", "No such key: env-gateway-token"));
      bench.server.reply = jsonReply(body, 401);
      const error = await bench.failWith();
      expect(bench.server.requests.at(-1)?.headers).toMatchObject({
        "x-gateway-key": "Bearer env-gateway-token",
        "x-team": "books",
      });
      expect(error.message).toContain("No such key: [redacted]");
      expect(show(error)).not.toContain("env-gateway-token");

      vi.stubEnv(wire.headersVariable, "x-team: films");
      await bench.failWith();
      expect(bench.server.requests.at(-1)?.headers).toMatchObject({ "x-team": "films" });
    });

    it("in the query of a base URL do not show, and a version there does", async () => {
      bench.provider = wire.create({
        baseURL: `${bench.server.url}/v1?key=query+secret%2F1&api-version=2026-10-21`,
        apiKey: "sk-1234567",
      });
      const said = "No model at /v1?key=query%20secret%2F1 (query secret/1) in 2026-10-21";
      bench.server.reply = jsonReply(JSON.parse(wire.error("not_found_error", said)), 404);
      const error = await bench.failWith();
      expect(error.message).toContain("?key=[redacted] ([redacted]) in 2026-10-21");
    });

    it.each([
      "not a url",
      "ftp://example.com",
      "http://user:secret@example.com",
      "http://:secret@example.com",
    ])("refuses the base URL %s as a mistake of the config", async (baseURL) => {
      bench.provider = wire.create({ baseURL, apiKey: "sk-1234567" });
      const error = await bench.failWith();
      expect(error.code).toBe("config_invalid");
      expect(show(error)).not.toContain("secret");
    });
  });
}
