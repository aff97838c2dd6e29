import { describe, expect, it } from "vitest";
import { agentModule, compilerOptions, useProject, type TestProject } from "../compiled-project.js";

const files = {
  "node_modules/shapes/package.json": `{ "name": "shapes", "types": "index.d.ts" }`,
  "node_modules/shapes/index.d.ts": "export interface Order { id: string }",
  "agents/story.ts": agentModule("  @param() orders: Pick<Order, keyof Order>[] = [];", {
    before: `import type { Order } from "shapes";`,
  }),
};

async function typeOfOrders(project: TestProject): Promise<string> {
  const { manifest, diagnostics } = await project.build({ force: true });
  expect(diagnostics).toEqual([]);
  return JSON.stringify(manifest?.agents["story"]?.params[0]?.type);
}

describe("declarations that a build of the same process has parsed", () => {
  it("are read again when their text has changed", async () => {
    const project = useProject(files);
    expect(await typeOfOrders(project)).toContain('"id"');
    project.write({
      "node_modules/shapes/index.d.ts": "export interface Order { number: string }",
    });
    expect(await typeOfOrders(project)).toContain('"number"');
  });

  it("mean what the compiler options of each build say", async () => {
    const project = useProject(files);
    const before = await typeOfOrders(project);
    project.write({
      "tsconfig.json": JSON.stringify({
        compilerOptions: { ...compilerOptions, module: "esnext", moduleResolution: "bundler" },
      }),
    });
    expect(await typeOfOrders(project)).toBe(before);
    project.write({ "tsconfig.json": JSON.stringify({ compilerOptions }) });
    expect(await typeOfOrders(project)).toBe(before);
  });
});
