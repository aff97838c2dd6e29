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

    it.each(["not a url", "ftp://example.com", "http://user:secret@example.com"])(
      "refuses the base URL %s as a mistake of the config",
      async (baseURL) => {
        bench.provider = wire.create({ baseURL, apiKey: "sk-1234567" });
        const error = await bench.failWith();
        expect(error.code).toBe("config_invalid");
        expect(show(error)).not.toContain("secret");
      },
    );
  });
}
