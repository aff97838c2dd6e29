import { spawnSync } from "node:child_process";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { param } from "../../src/dsl/param.js";
import { root } from "./package-copy.js";

/** Bundles a script as an application would be, and gives what it prints in a process of its own. */
async function run(script: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: root, loader: "ts" },
    bundle: true,
    treeShaking: true,
    minify: true,
    format: "esm",
    platform: "node",
    write: false,
  });
  const code = outputFiles[0]?.text ?? "";
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module"], { input: code });
  return stdout.toString() + stderr.toString();
}

describe("Symbol.metadata", () => {
  it("is defined by any decorator, as the specification has it, also in a bundle", async () => {
    const printed = await run(
      `import { model } from "./src/dsl/model.js";
      const { value, ...flags } = Object.getOwnPropertyDescriptor(Symbol, "metadata");
      console.log(typeof model, value === Symbol.for("Symbol.metadata"), JSON.stringify(flags));`,
    );
    expect(printed).toBe(
      'function true {"writable":false,"enumerable":false,"configurable":false}\n',
    );
  });

  it("is left alone where something else has defined it", async () => {
    const printed = await run(
      `const existing = Symbol("existing");
      Symbol.metadata = existing;
      const { metadataSymbol } = await import("./src/dsl/metadata.js");
      const { model } = await import("./src/dsl/model.js");
      const { declarationOf } = await import("./src/dsl/declaration.js");
      class A {}
      model("a/b")(A);
      console.log(Symbol.metadata === existing, metadataSymbol === existing, declarationOf(A).model);`,
    );
    expect(printed).toBe("true true a/b\n");
  });
});

describe("a compiler that gives decorators no metadata", () => {
  it("is refused by @param, which could record nothing", () => {
    const context = { kind: "field", name: "topic", static: false, private: false };
    const decorate = param() as (target: undefined, context: object) => void;
    expect(() => decorate(undefined, context)).toThrow(
      expect.objectContaining({
        code: "config_invalid",
        message: expect.stringContaining(
          "@param on topic: the decorators were compiled without metadata",
        ),
      }),
    );
  });
});
