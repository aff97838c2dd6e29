import { describe, expect, it, vi } from "vitest";
import { aiSdk } from "../../../src/providers/ai-sdk/ai-sdk.js";
import type { AiSdkSource } from "../../../src/providers/ai-sdk/options.js";
import { collect, createCall } from "../conformance/bench.js";
import { finish, handMade } from "./hand-made.js";

const model = () => handMade({ parts: [finish()] });

async function ask(source: AiSdkSource) {
  return collect(aiSdk(source), createCall({ model: "acme/large" }));
}

describe("a source", () => {
  it("may be a provider, which is asked for the model by its id", async () => {
    const languageModel = vi.fn(model);
    expect((await ask({ languageModel })).error).toBeUndefined();
    expect(languageModel).toHaveBeenCalledWith("acme/large");
  });

  it("may be a provider that can be called itself", async () => {
    const languageModel = vi.fn(model);
    const call = vi.fn((_id: string) => model());
    const source = Object.assign((id: string) => call(id), { languageModel });
    expect((await ask(source)).error).toBeUndefined();
    expect(languageModel).toHaveBeenCalledTimes(1);
    expect(call).not.toHaveBeenCalled();
  });

  it("may be a single model", async () => {
    expect((await ask(model())).error).toBeUndefined();
  });

  it("may be a function of the model's id", async () => {
    const ids: string[] = [];
    const source = async (id: string) => {
      ids.push(id);
      return model();
    };
    expect((await ask(source)).error).toBeUndefined();
    expect(ids).toEqual(["acme/large"]);
  });

  it("may be loaded, once and not before it is needed", async () => {
    const load = vi.fn(async () => ({ languageModel: model }));
    const provider = aiSdk(() => load());
    expect(load).not.toHaveBeenCalled();
    await provider.load?.();
    expect(load).toHaveBeenCalledTimes(1);
    await collect(provider, createCall());
    expect((await collect(provider, createCall())).error).toBeUndefined();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it("that cannot be loaded fails the call, and is loaded again with the next", async () => {
    const load = vi
      .fn<() => Promise<{ languageModel: typeof model }>>()
      .mockRejectedValueOnce(new Error("Cannot find package '@ai-sdk/google'"))
      .mockRejectedValueOnce(new Error("Cannot find package '@ai-sdk/google'"))
      .mockResolvedValue({ languageModel: model });
    const provider = aiSdk(() => load());
    const { error } = await collect(provider, createCall());
    expect(error).toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining("Check that the package is installed"),
      cause: expect.objectContaining({ message: "Cannot find package '@ai-sdk/google'" }),
    });
    expect((await collect(provider, createCall())).error).toBeUndefined();
  });

  it.each([null, undefined, 42, "openai/gpt-4o"])(
    "that is none is refused at once: %j",
    (source) => {
      expect(() => aiSdk(source as unknown as AiSdkSource)).toThrow(
        expect.objectContaining({ code: "config_invalid" }),
      );
    },
  );

  it.each<[string, unknown]>([
    ["a module in place of its provider", () => Promise.resolve({ google: {} })],
    ["an object", {}],
    ["a provider without models", { languageModel: () => undefined }],
    ["a function of the id that gives none", (_id: string) => undefined],
  ])("that has no model fails the call: %s", async (_, source) => {
    const { error } = await ask(source as AiSdkSource);
    expect(error).toMatchObject({ code: "config_invalid" });
    expect(String(error)).toContain("import(");
  });

  it.each(["v1", "v5", undefined])(
    "of version %s of the specification is refused",
    async (version) => {
      const source = { ...model(), specificationVersion: version };
      const { error } = await ask(source as unknown as AiSdkSource);
      expect(error).toMatchObject({ code: "config_invalid" });
      expect(String(error)).toContain("v2, v3, v4");
    },
  );
});
